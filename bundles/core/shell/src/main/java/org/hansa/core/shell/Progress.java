package org.hansa.core.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Table;
import org.hansa.core.console.Wording;

/**
 * Looks on until resources are ready or gone, and says what they wait for. It changes nothing:
 * whoever stops looking stops nothing else.
 */
final class Progress {

  /**
   * How long something must have stood ready if it never was seen otherwise: it may not have begun.
   */
  private static final Duration CALM = Duration.ofSeconds(1);

  /** How long a resource may have no Ready condition before it is taken for one that has none. */
  private static final Duration SILENT = Duration.ofSeconds(3);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final int MAX_DEPTH = 8;

  private final Gate gate;
  private final Store store;
  private final InstantSource clock;

  Progress(Gate gate, Store store, InstantSource clock) {
    this.gate = gate;
    this.store = store;
    this.clock = clock;
  }

  /**
   * @throws Problem UNAVAILABLE with what is awaited when the bound is over
   */
  void ready(Screen screen, Principal principal, List<Ref> refs, Duration bound)
      throws InterruptedException {
    await(screen, principal, bound, (snapshot, since) -> unready(snapshot, refs, since));
    screen.line(refs.size() == 1 ? refs.get(0) + " is ready." : "All are ready.");
  }

  void gone(Screen screen, Principal principal, List<Ref> refs, Duration bound)
      throws InterruptedException {
    await(screen, principal, bound, (snapshot, since) -> standing(snapshot, refs));
    screen.line(refs.size() == 1 ? refs.get(0) + " is gone." : "All are gone.");
  }

  private interface Look {
    List<String> awaited(Snapshot snapshot, Duration since);
  }

  private void await(Screen screen, Principal principal, Duration bound, Look look)
      throws InterruptedException {
    Instant begin = clock.instant();
    String shown = "";
    try (Commits commits = new Commits(store)) {
      while (true) {
        Duration since = Duration.between(begin, clock.instant());
        List<String> awaited = look.awaited(gate.view(principal), since);
        if (awaited.isEmpty() && (!shown.isEmpty() || since.compareTo(CALM) >= 0)) {
          return;
        }
        String first = awaited.isEmpty() ? shown : awaited.get(0);
        if (!first.equals(shown)) {
          screen.line("  waits: " + Table.clean(first));
          shown = first;
        }
        if (since.compareTo(bound) >= 0) {
          throw new Problem(
              Problem.Reason.UNAVAILABLE,
              "after " + Wording.age(bound) + " still waiting: " + first,
              "It goes on by itself; look with describe or explain.");
        }
        commits.any(LOOK_AGAIN);
      }
    }
  }

  private static List<String> standing(Snapshot snapshot, List<Ref> refs) {
    List<String> awaited = new ArrayList<>();
    for (Ref ref : refs) {
      Optional<Resource> resource = snapshot.get(ref);
      if (resource.isPresent()) {
        List<Resource> owned = snapshot.owned(resource.get());
        String what =
            owned.isEmpty()
                ? "for " + String.join(", ", resource.get().finalizers())
                : "for " + owned.size() + " owned, first " + owned.get(0).ref();
        awaited.add(ref + " " + what);
      }
    }
    return awaited;
  }

  private static List<String> unready(Snapshot snapshot, List<Ref> refs, Duration since) {
    List<String> awaited = new ArrayList<>();
    for (Ref ref : refs) {
      Optional<Resource> resource = snapshot.get(ref);
      if (resource.isEmpty()) {
        awaited.add(ref + " is not there");
      } else if (resource.get().condition(Condition.READY).isPresent()) {
        collect(snapshot, resource.get(), awaited, 0);
      } else if (since.compareTo(SILENT) < 0) {
        awaited.add(ref + " is being looked at");
      }
    }
    return awaited;
  }

  /** The deepest trouble first: it is the cause of those above. */
  private static void collect(
      Snapshot snapshot, Resource resource, List<String> awaited, int depth) {
    if (depth < MAX_DEPTH) {
      snapshot.owned(resource).forEach(owned -> collect(snapshot, owned, awaited, depth + 1));
    }
    resource
        .condition(Condition.STALLED)
        .filter(c -> c.state() == Condition.State.TRUE)
        .ifPresent(c -> awaited.add(resource.ref() + " is stalled: " + c.message()));
    resource
        .condition(Condition.READY)
        .filter(c -> c.state() != Condition.State.TRUE)
        .ifPresent(c -> awaited.add(resource.ref() + " " + c.reason() + ": " + c.message()));
  }
}
