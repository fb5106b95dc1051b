package org.hansa.drivers.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.drivers.simulator.data.Refusal;

/**
 * A facet whose objects are only modelled: it says what they are and how long they take, and all
 * verbs follow from that.
 *
 * @param <T> what is kept of an object
 */
public abstract class Modelled<S extends Record, O extends Record, T extends Record & Thing>
    implements Facet<S, O> {

  private static final Pattern UID = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]{0,127}");

  /**
   * What became of a spec.
   *
   * @param work how long it takes, before it is hastened
   */
  public record Made<T>(T thing, Duration work) {}

  protected final Here here;
  protected final Kind<T> kind;

  protected Modelled(Here here, Class<T> type) {
    this.here = here;
    this.kind = new Kind<>(name(), type);
    here.book().keep(kind);
  }

  /**
   * Refuses as INVALID what can never be, whatever stands here.
   *
   * @throws DriverException INVALID
   */
  protected abstract void check(S spec);

  /** What the settled object will show; the spec was checked. */
  protected abstract O expected(S spec, String print);

  /** Looks outside for what the spec needs, before anything is locked. */
  protected void prepare(String uid, S spec) {}

  /**
   * Decides what becomes of a spec, if there is room.
   *
   * @param before what was there
   * @param taken what all others have
   */
  protected abstract Made<T> make(
      String uid, S spec, String print, Optional<Kept<T>> before, Taken taken, long now);

  protected abstract O show(String uid, Kept<T> kept, long now);

  /** Whether it still is as its spec says, if that is the same. */
  protected boolean stands(T thing, long now) {
    return true;
  }

  /**
   * @throws DriverException CONFLICT if something else needs it
   */
  protected void refuseRemoval(String uid) {}

  /** Whether a change leaves the work that is under way as it is. */
  protected boolean keepsWork() {
    return false;
  }

  /** How long it takes to be gone. */
  protected Duration leaving() {
    return Duration.ZERO;
  }

  @Override
  public final Duration settle() {
    return here.site().continuum().settle();
  }

  @Override
  public final O expect(S spec) {
    String print = here.print(spec);
    check(spec);
    return expected(spec, print);
  }

  @Override
  public final Observed<O> observe(String uid, Deadline deadline) {
    requireUid(uid);
    return here.calls().make(name(), "observe", uid, deadline, () -> observed(uid));
  }

  private Observed<O> observed(String uid) {
    synchronized (here.book()) {
      long now = here.book().advance();
      return visible(uid).map(kept -> observed(uid, kept, now)).orElseGet(Observed::absent);
    }
  }

  @Override
  public final Observed<O> apply(String uid, S spec, Deadline deadline) {
    requireUid(uid);
    String print = here.print(spec);
    check(spec);
    return here.calls()
        .make(
            name(),
            "apply",
            uid,
            deadline,
            () -> {
              prepare(uid, spec);
              return applied(uid, spec, print);
            });
  }

  private Observed<O> applied(String uid, S spec, String print) {
    Book book = here.book();
    synchronized (book) {
      long now = book.advance();
      Optional<Kept<T>> before = book.get(kind, uid);
      if (before.filter(k -> !k.leaving() && same(k.thing(), print, now)).isPresent()) {
        return observed(uid, revealed(uid, before.get(), now), now);
      }
      if (before.isEmpty()) {
        requireQuota(uid);
      }
      Made<T> made = make(uid, spec, print, before, book.taken(uid, before), now);
      Optional<Duration> late =
          before.isEmpty() ? here.calls().late(name(), uid) : Optional.empty();
      Optional<Kept<T>> goesOn = before.filter(k -> keepsWork() && !k.leaving());
      Kept<T> kept =
          new Kept<>(
              made.thing(),
              goesOn.map(Kept::from).orElse(now),
              goesOn.map(Kept::until).orElseGet(() -> now + here.lasts(made.work())),
              late.map(time -> book.clock().real() + hidden(time)).orElse(0L),
              gone(uid, before, now),
              false);
      book.put(kind, uid, kept, now);
      if (late.isPresent()) {
        throw Refusal.unavailable("the answer was lost, and " + uid + " is late (simulated)");
      }
      return observed(uid, kept, now);
    }
  }

  private boolean same(T thing, String print, long now) {
    return thing.print().equals(print) && stands(thing, now);
  }

  /** One that hid is there from now on: whoever applies it again must not make a second. */
  private Kept<T> revealed(String uid, Kept<T> kept, long now) {
    if (kept.appears() <= here.book().clock().real()) {
      return kept;
    }
    here.book().put(kind, uid, kept.seen(), now);
    return kept.seen();
  }

  /** Nothing appears later than the facet says. */
  private long hidden(Duration time) {
    return Math.min(time.toMillis(), settle().toMillis() * 9 / 10);
  }

  private long gone(String uid, Optional<Kept<T>> before, long now) {
    return before
        .filter(k -> !k.leaving())
        .map(Kept::gone)
        .or(() -> here.calls().vanishes(name(), uid).map(after -> now + after))
        .orElse(Kept.NEVER);
  }

  private void requireQuota(String uid) {
    Integer quota = here.site().offer().quota().get(name());
    int count = here.book().count(kind);
    if (quota != null && count >= quota) {
      throw Refusal.exhausted(
          uid + " would be one too many: the quota is " + quota + " of " + name());
    }
  }

  @Override
  public final Observed<O> remove(String uid, Deadline deadline) {
    requireUid(uid);
    return here.calls().make(name(), "remove", uid, deadline, () -> removed(uid));
  }

  private Observed<O> removed(String uid) {
    Book book = here.book();
    synchronized (book) {
      long now = book.advance();
      Optional<Kept<T>> before = book.get(kind, uid);
      if (before.isEmpty()) {
        return Observed.absent();
      }
      if (before.get().leaving()) {
        return observed(uid, before.get(), now);
      }
      refuseRemoval(uid);
      if (leaving().isZero()) {
        book.cut(kind, uid, now);
        return Observed.absent();
      }
      Kept<T> kept = before.get().leaves(now, now + here.lasts(leaving()));
      book.put(kind, uid, kept, now);
      return observed(uid, kept, now);
    }
  }

  @Override
  public final Page<O> list(Optional<String> cursor, int most, Deadline deadline) {
    String after = cursor.map(c -> new Cursor(here.chance(), name()).read(c)).orElse("");
    return here.calls().make(name(), "list", "", deadline, () -> listed(after, most, deadline));
  }

  private Page<O> listed(String after, int most, Deadline deadline) {
    int size = Math.min(most, here.site().continuum().pageSize());
    synchronized (here.book()) {
      long now = here.book().advance();
      List<Page.Item<O>> items = new ArrayList<>();
      for (Map.Entry<String, Kept<T>> entry : here.book().after(kind, after).entrySet()) {
        if (items.size() == size) {
          String last = items.get(items.size() - 1).uid();
          return new Page<>(items, Optional.of(new Cursor(here.chance(), name()).write(last)));
        }
        if (deadline.passed()) {
          throw Refusal.unavailable("listing took too long, after " + items.size() + " objects");
        }
        if (isVisible(entry.getValue())) {
          items.add(new Page.Item<>(entry.getKey(), show(entry.getKey(), entry.getValue(), now)));
        }
      }
      return Page.last(items);
    }
  }

  /** What is kept of an object, if it can be seen; the book is locked. */
  public final Optional<Kept<T>> visible(String uid) {
    return here.book().get(kind, uid).filter(this::isVisible);
  }

  /** For an object that is not there yet; the book is locked. */
  protected final Taken taken() {
    return here.book().taken("", Optional.empty());
  }

  private boolean isVisible(Kept<T> kept) {
    return kept.appears() <= here.book().clock().real();
  }

  private Observed<O> observed(String uid, Kept<T> kept, long now) {
    O state = show(uid, kept, now);
    return kept.busy(now)
        ? Observed.inProgress(state, kept.percent(now), here.book().clock().until(kept.until()))
        : Observed.settled(state);
  }

  private static void requireUid(String uid) {
    if (uid == null || !UID.matcher(uid).matches()) {
      throw Refusal.invalid(
          "the uid '" + uid + "' is not 1 to 128 letters, digits, '-', '_' and '.'");
    }
  }
}
