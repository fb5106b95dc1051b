package org.hansa.core.kit;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;

/** What all facets of the model have in common: objects in the world. */
abstract class ModelFacet<S extends Record, O extends Record> implements Facet<S, O> {

  private static final Duration AGAIN = Duration.ofMillis(2);
  private static final String CURSOR = "after ";

  final ModelSession at;

  ModelFacet(ModelSession at) {
    this.at = at;
  }

  /** Refuses what can never be. */
  abstract void check(S spec);

  /** Refuses what cannot be here and now. */
  void room(String uid, S spec) {}

  /** Refuses what cannot become of one that is there. */
  void change(S before, S after) {}

  /** What else there is of it. */
  void made(String uid, S spec) {}

  void gone(String uid) {}

  /** Refuses what others hold. */
  void leave(String uid) {}

  /** With what is known of it besides its spec. */
  O known(String uid, O state) {
    return state;
  }

  abstract O state(S spec, Optional<Integer> id);

  abstract List<Trial<S>> tries();

  boolean is(Defect defect) {
    return at.is(defect);
  }

  World world() {
    return at.model().world();
  }

  static DriverException invalid(String why) {
    return new DriverException(Reason.INVALID, why);
  }

  static DriverException missing(String what) {
    return new DriverException(Reason.NOT_FOUND, "there is no " + what);
  }

  Made key(String uid) {
    String known = is(Defect.UID_CUT) ? uid.substring(0, uid.length() - 1) : uid;
    return new Made(at.opening().installation(), name(), known);
  }

  @Override
  public Duration settle() {
    return is(Defect.SETTLES_FOR_DAYS) ? Duration.ofDays(2) : Duration.ofMillis(100);
  }

  @Override
  public O expect(S spec) {
    if (is(Defect.EXPECT_ASKS)) {
      at.reach(Deadline.in(Duration.ofSeconds(1), System::nanoTime));
    }
    if (!is(Defect.NONSENSE_EXPECTED)) {
      check(spec);
    }
    if (is(Defect.EXPECT_MAKES)) {
      world().things().put(key(UUID.randomUUID().toString()), world().fresh(spec, 0));
    }
    return state(
        is(Defect.EXPECTS_WRONGLY) ? tries().get(1).changed() : spec,
        is(Defect.EXPECTS_AT_RANDOM) ? Optional.of(world().fresh(spec, 0).id) : Optional.empty());
  }

  @Override
  public Observed<O> observe(String uid, Deadline deadline) {
    if ((at.away() && is(Defect.AWAY_IS_ABSENT)) || (at.denied() && is(Defect.DENIED_IS_ABSENT))) {
      return Observed.absent();
    }
    at.reach(deadline);
    if (is(Defect.RETURNS_NULL)) {
      return null;
    }
    if (is(Defect.LATE)) {
      world().hang();
    }
    if (is(Defect.THROWS_ANYTHING)) {
      throw new IllegalStateException("a bug");
    }
    if (is(Defect.OBSERVE_MAKES) && world().get(key(uid)).isEmpty()) {
      world().things().put(key(uid), world().fresh(tries().get(0).spec(), 0));
    }
    Optional<World.Thing> thing = found(uid);
    if (thing.isEmpty() && is(Defect.UNKNOWN_IN_PROGRESS)) {
      return new Observed<>(Optional.empty(), Optional.of(new Observed.Progress(1, AGAIN)));
    }
    return thing.map(t -> seen(uid, t)).orElseGet(Observed::absent);
  }

  private Optional<World.Thing> found(String uid) {
    if (is(Defect.KNOWS_ITS_OWN_ONLY) && !at.own.contains(uid)) {
      return Optional.empty();
    }
    Optional<World.Thing> ours = world().get(key(uid));
    return ours.isEmpty() && is(Defect.OTHERS_OBSERVED) ? theirs(uid) : ours;
  }

  /** Of whatever installation. */
  private Optional<World.Thing> theirs(String uid) {
    return world().things().entrySet().stream()
        .filter(e -> e.getKey().uid().equals(uid) && e.getKey().facet().equals(name()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @SuppressWarnings("unchecked")
  private Observed<O> seen(String uid, World.Thing thing) {
    O state = known(uid, state((S) thing.spec, Optional.of(thing.id)));
    if (is(Defect.NEVER_THE_SAME)) {
      state = state((S) thing.spec, Optional.of(world().fresh(thing.spec, 0).id));
    }
    if (thing.looks > 0) {
      thing.looks--;
      return Observed.inProgress(state, 50, AGAIN);
    }
    return Observed.settled(state);
  }

  @Override
  public Observed<O> apply(String uid, S spec, Deadline deadline) {
    boolean claims =
        (at.away() && is(Defect.AWAY_APPLIES)) || (at.denied() && is(Defect.DENIED_APPLIES));
    if (claims) {
      return Observed.settled(state(spec, Optional.of(1)));
    }
    if (deadline.passed() && is(Defect.CUT_IS_STUCK)) {
      world().burnt.add(uid);
    }
    at.reach(deadline);
    return new ModelApply<>(this, uid, deadline).of(spec);
  }

  /** Reads what a spec names, as a driver does that brings it to the other side. */
  void bring() {
    try {
      InputStream in = at.opening().content().open(Trial.ARTIFACT);
      in.readAllBytes();
      if (!is(Defect.CONTENT_LEFT_OPEN)) {
        in.close();
      }
    } catch (IOException e) {
      throw new DriverException(Reason.UNAVAILABLE, "the artefact cannot be read: " + e, e);
    }
  }

  @Override
  public Observed<O> remove(String uid, Deadline deadline) {
    at.reach(deadline);
    Optional<World.Thing> thing = world().get(key(uid));
    if (thing.isEmpty() && is(Defect.GONE_IS_NOT_FOUND) && at.own.contains(uid)) {
      throw missing(uid);
    }
    if (thing.isEmpty() && is(Defect.UNKNOWN_IS_NOT_FOUND) && !at.own.contains(uid)) {
      throw missing(uid);
    }
    if (is(Defect.REMOVED_STAYS) && thing.isPresent()) {
      return Observed.absent();
    }
    if (is(Defect.NEVER_GONE) && thing.isPresent()) {
      throw new DriverException(Reason.CONFLICT, uid + " is in use");
    }
    leave(uid);
    if (is(Defect.ALL_REMOVED)) {
      world().things().clear();
    }
    if (is(Defect.OTHERS_REMOVED)) {
      world().things().keySet().removeIf(k -> k.uid().equals(uid) && k.facet().equals(name()));
    }
    world().things().remove(key(uid));
    world().things().keySet().removeIf(k -> k.uid().equals(uid + "#"));
    gone(uid);
    if (is(Defect.UID_BURNT)) {
      world().burnt.add(uid);
    }
    at.hint(uid);
    return Observed.absent();
  }

  @Override
  public Page<O> list(Optional<String> cursor, int most, Deadline deadline) {
    if ((at.away() && is(Defect.AWAY_IS_EMPTY)) || (at.denied() && is(Defect.DENIED_IS_EMPTY))) {
      return Page.last(List.of());
    }
    at.reach(deadline);
    if (cursor.filter(c -> !c.startsWith(CURSOR)).isPresent() && !is(Defect.ANY_CURSOR)) {
      throw invalid("no page has said the cursor " + cursor.get());
    }
    String after = cursor.map(c -> c.substring(CURSOR.length())).orElse("");
    int from = is(Defect.PAGES_OVERLAP) ? 0 : 1;
    List<Page.Item<O>> rest = new ArrayList<>();
    world()
        .things()
        .forEach(
            (key, thing) -> {
              boolean ours =
                  key.installation().equals(at.opening().installation())
                      || is(Defect.OTHERS_LISTED);
              boolean follows = is(Defect.OFFSET_CURSORS) || key.uid().compareTo(after) >= from;
              if (ours && key.facet().equals(name()) && follows) {
                rest.add(item(key.uid(), thing));
              }
            });
    return is(Defect.OFFSET_CURSORS)
        ? counted(rest, after, most)
        : page(rest, cursor, is(Defect.PAGE_OVERFULL) ? 2 * most : most);
  }

  /** As many from the start as the cursor says have been listed, whatever has gone since. */
  private Page<O> counted(List<Page.Item<O>> all, String after, int most) {
    int from = Math.min(all.size(), after.isEmpty() ? 0 : Integer.parseInt(after));
    int to = Math.min(all.size(), from + most);
    return new Page<>(
        all.subList(from, to), Optional.of(CURSOR + to).filter(next -> to < all.size()));
  }

  @SuppressWarnings("unchecked")
  private Page.Item<O> item(String uid, World.Thing thing) {
    Record spec = is(Defect.LISTED_OTHERWISE) ? tries().get(1).changed() : thing.spec;
    return new Page.Item<>(
        uid.replace("#", ""), known(uid, state((S) spec, Optional.of(thing.id))));
  }

  private Page<O> page(List<Page.Item<O>> rest, Optional<String> cursor, int most) {
    if (is(Defect.LIST_WITHOUT_END) && !rest.isEmpty()) {
      return new Page<>(rest.subList(0, 1), cursor.or(() -> Optional.of(CURSOR)));
    }
    if (rest.size() <= most) {
      if (is(Defect.LAST_NOT_LISTED) && !rest.isEmpty()) {
        rest.remove(rest.size() - 1);
      }
      if (is(Defect.LISTED_TWICE) && !rest.isEmpty()) {
        rest.add(rest.get(0));
      }
      return is(Defect.CURSORS_TURN) && cursor.isPresent()
          ? new Page<>(rest, Optional.of(CURSOR))
          : Page.last(rest);
    }
    List<Page.Item<O>> first = rest.subList(0, most);
    int last = is(Defect.PAGE_SKIPS) ? most : most - 1;
    return is(Defect.FIRST_PAGE_ONLY)
        ? Page.last(first)
        : new Page<>(first, Optional.of(CURSOR + rest.get(last).uid()));
  }

  @Override
  public List<Trial<S>> trials(Deadline deadline) {
    at.reach(deadline);
    at.model().room(name());
    if (is(Defect.TRIALS_MAKE)) {
      world()
          .things()
          .put(key(UUID.randomUUID().toString()), world().fresh(tries().get(0).spec(), 0));
    }
    List<Trial<S>> all = tries();
    return is(Defect.ONE_TRIAL) ? all.subList(0, 1) : all;
  }
}
