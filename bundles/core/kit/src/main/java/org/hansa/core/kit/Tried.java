package org.hansa.core.kit;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;

/** A facet while a rule is tried on it. */
final class Tried<S extends Record, O extends Record> {

  private static final String FEW = "there are fewer than two trials";
  private static final int MOST_OBJECTS = 100_000;
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Stage stage;
  private final Opened session;
  private final Facet<S, O> facet;
  private final String name;

  Tried(Stage stage, Opened session, Facet<S, O> facet, String name) {
    this.stage = stage;
    this.name = name;
    this.session = session;
    this.facet = facet;
  }

  Facet<S, O> facet() {
    return facet;
  }

  String name() {
    return name;
  }

  Stage stage() {
    return stage;
  }

  Ground ground() {
    return stage.ground();
  }

  /** The same facet in another session. */
  Tried<S, O> in(Opened other) {
    return new Tried<>(stage, other, same(other), name);
  }

  @SuppressWarnings("unchecked")
  private Facet<S, O> same(Opened other) {
    Facet<?, ?> same = other.objects().get(name);
    Broken.unless(same != null, "another session has no " + name);
    return (Facet<S, O>) same;
  }

  Tried<S, O> reopened() {
    return in(stage.reopened());
  }

  Tried<S, O> others() {
    return in(stage.others());
  }

  Deadline soon() {
    return ground().soon();
  }

  /** Two at least. */
  List<Trial<S>> trials() {
    List<Trial<S>> trials = offered();
    Unmet.untriedUnless(trials.size() > 1, FEW);
    return trials;
  }

  /** However many there are. */
  List<Trial<S>> offered() {
    try {
      List<Trial<S>> trials = facet.trials(soon());
      ground().rooms().asked(name, Optional.of(FEW).filter(few -> trials.size() < 2));
      return trials;
    } catch (DriverException e) {
      if (e.reason() == DriverException.Reason.EXHAUSTED) {
        String why = "no room: " + Words.thrown(e);
        ground().rooms().asked(name, Optional.of(why));
        throw Unmet.untried(why);
      }
      throw e;
    }
  }

  Trial<S> trial() {
    return trials().get(0);
  }

  /** One of ours; whatever comes to be under it is removed when the rule is over. */
  String uid() {
    return own(ground().uid());
  }

  String own(String uid) {
    stage.made(new Made(session.installation(), name, uid));
    return uid;
  }

  Observed<O> observe(String uid) {
    return facet.observe(uid, soon());
  }

  Observed<O> apply(String uid, S spec) {
    return facet.apply(uid, spec, soon());
  }

  Observed<O> remove(String uid) {
    return facet.remove(uid, soon());
  }

  /** The uid of a new object that stands. */
  String made(S spec) {
    String uid = uid();
    changed(uid, spec);
    return uid;
  }

  /** What stands has become this one. */
  void changed(String uid, S spec) {
    settle(uid, spec);
    rest(uid, spec);
  }

  /** Gives it its settle time to be as expected; whether it is then is for a rule of its own. */
  private void rest(String uid, S spec) {
    try {
      agreed(uid, spec);
    } catch (Broken | DriverException e) {
      // The rules about what is expected say so.
      return;
    }
  }

  /** Applies and waits until it has settled. */
  O settle(String uid, S spec) {
    return follow(uid, apply(uid, spec), "apply")
        .orElseThrow(() -> new Broken("apply settled and the object is not there"));
  }

  /** As it is once it has settled; it must be there. */
  O seen(String uid) {
    return follow(uid, observe(uid), "observe")
        .orElseThrow(() -> new Broken("the object is not there"));
  }

  boolean absent(String uid) {
    return follow(uid, observe(uid), "observe").isEmpty();
  }

  Optional<O> follow(String uid, Observed<O> first, String verb) {
    Waiting waiting = new Waiting(ground().settings().patience());
    Observed<O> seen = first;
    while (seen.progress().isPresent()) {
      Broken.unless(
          waiting.forAWhile(seen.progress().get().lookAgainAfter()),
          verb
              + " did not settle in "
              + Words.time(ground().settings().patience())
              + ": it is at "
              + seen.progress().get().percent()
              + " percent");
      seen = observe(uid);
    }
    return seen.state();
  }

  /** Removes it and waits until it is gone. */
  void gone(String uid) {
    Optional<O> left = follow(uid, remove(uid), "remove");
    Broken.unless(left.isEmpty(), "remove settled and the object is there: " + Words.brief(left));
  }

  /** As it is when two looks in a row are equal. */
  O quiet(String uid) {
    Waiting waiting = new Waiting(ground().settings().patience(QUIET));
    O before = seen(uid);
    O now = seen(uid);
    while (!now.equals(before)) {
      Broken.unless(
          waiting.forAWhile(Duration.ofMillis(100)),
          "two looks are never equal: " + Agreement.changes(before, now));
      before = now;
      now = seen(uid);
    }
    return now;
  }

  /**
   * As it is when it agrees with what was expected of the spec, at latest after the settle time.
   */
  O agreed(String uid, S spec) {
    O expected = facet.expect(spec);
    Waiting waiting = new Waiting(facet.settle());
    O state = seen(uid);
    Optional<String> other = Agreement.difference(expected, state);
    while (other.isPresent()) {
      Broken.unless(waiting.forAWhile(Duration.ofMillis(100)), other.get());
      state = seen(uid);
      other = Agreement.difference(expected, state);
    }
    return state;
  }

  /** All pages, by uid. */
  Map<String, O> listed() {
    Map<String, O> all = new TreeMap<>();
    Set<String> cursors = new HashSet<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<O> page = facet.list(cursor, Page.MOST, soon());
      for (Page.Item<O> item : page.items()) {
        Broken.unless(
            all.put(item.uid(), item.state()) == null, "list has " + item.uid() + " twice");
      }
      cursor = page.next();
      Broken.unless(cursor.map(cursors::add).orElse(true), "list says a cursor again: " + cursor);
      Broken.unless(all.size() < MOST_OBJECTS, "list does not end");
    } while (cursor.isPresent());
    return all;
  }

  static Optional<DriverException.Reason> refusal(Supplier<?> call) {
    try {
      Object unused = call.get();
      return Optional.empty();
    } catch (DriverException e) {
      return Optional.of(e.reason());
    }
  }
}
