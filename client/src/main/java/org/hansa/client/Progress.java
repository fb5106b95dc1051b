package org.hansa.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.console.Table;
import org.hansa.core.console.Wording;

/**
 * Looks on until resources are ready or gone, and says what they wait for. It changes nothing:
 * whoever stops looking stops nothing else.
 */
final class Progress {

  /** How long something must stand ready if it never was seen otherwise: it may not have begun. */
  private static final Duration CALM = Duration.ofSeconds(2);

  /** How long a resource may have no Ready condition before it is taken for one that has none. */
  private static final Duration SILENT = Duration.ofSeconds(3);

  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Remote remote;
  private final Consumer<String> told;

  /**
   * @param told gets a line when something else is waited for
   */
  Progress(Remote remote, Consumer<String> told) {
    this.remote = remote;
    this.told = told;
  }

  private interface Look {
    Optional<String> awaited(Ref ref, Duration since);
  }

  /**
   * @throws Problem UNAVAILABLE with what is awaited when the bound is over
   */
  void ready(List<Ref> refs, Duration bound) throws InterruptedException {
    await(refs, bound, this::unready, CALM);
    told.accept(refs.size() == 1 ? refs.get(0) + " is ready." : "All are ready.");
  }

  void gone(List<Ref> refs, Duration bound) throws InterruptedException {
    await(refs, bound, (ref, since) -> standing(ref), Duration.ZERO);
    told.accept(refs.size() == 1 ? refs.get(0) + " is gone." : "All are gone.");
  }

  private void await(List<Ref> refs, Duration bound, Look look, Duration calm)
      throws InterruptedException {
    long start = System.nanoTime();
    String shown = "";
    while (true) {
      Duration since = Duration.ofNanos(System.nanoTime() - start);
      List<String> awaited = new ArrayList<>();
      refs.forEach(ref -> look.awaited(ref, since).ifPresent(awaited::add));
      if (awaited.isEmpty() && (!shown.isEmpty() || since.compareTo(calm) >= 0)) {
        return;
      }
      String first = awaited.isEmpty() ? shown : awaited.get(0);
      if (!first.equals(shown)) {
        told.accept("  waits: " + Table.clean(first));
        shown = first;
      }
      if (since.compareTo(bound) >= 0) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE,
            "after " + Wording.age(bound) + " still waiting: " + first,
            "It goes on by itself; look with describe or explain.");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private Optional<String> unready(Ref ref, Duration since) {
    Optional<Resource> found = remote.find(ref);
    if (found.isEmpty()) {
      return Optional.of(ref + " is not there");
    }
    Resource now = found.get();
    Optional<Condition> stalled =
        now.condition(Condition.STALLED).filter(c -> c.state() == Condition.State.TRUE);
    if (stalled.isPresent()) {
      return Optional.of(ref + " is stalled: " + stalled.get().message());
    }
    Optional<Condition> ready = now.condition(Condition.READY);
    if (ready.isEmpty()) {
      return since.compareTo(SILENT) < 0
          ? Optional.of(ref + " is being looked at")
          : Optional.empty();
    }
    return ready
        .filter(c -> c.state() != Condition.State.TRUE)
        .map(c -> ref + " " + c.reason() + ": " + c.message());
  }

  private Optional<String> standing(Ref ref) {
    return remote
        .find(ref)
        .map(
            now ->
                ref
                    + (now.finalizers().isEmpty()
                        ? " for what it owns"
                        : " for " + String.join(", ", now.finalizers())));
  }
}
