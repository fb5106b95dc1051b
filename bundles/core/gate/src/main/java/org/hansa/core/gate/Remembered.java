package org.hansa.core.gate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.hansa.core.api.Snapshot;

/**
 * What may be read, by kind and tenant, for many to be asked of: answers are kept while the state
 * stays as it is. Thread-safe.
 */
final class Remembered implements BiPredicate<String, String> {

  /** Decides by one state. */
  interface Decider {
    boolean allows(String kind, String tenant, Snapshot state);
  }

  private final Supplier<Snapshot> state;
  private final Decider decider;
  private volatile Known known;

  Remembered(Supplier<Snapshot> state, Decider decider) {
    this.state = state;
    this.decider = decider;
    this.known = new Known(state.get());
  }

  @Override
  public boolean test(String kind, String tenant) {
    Snapshot now = state.get();
    Known seen = known;
    if (seen.state.revision() != now.revision()) {
      seen = new Known(now);
      known = seen;
    }
    Snapshot as = seen.state;
    return seen.answers.computeIfAbsent(kind + "/" + tenant, k -> decider.allows(kind, tenant, as));
  }

  /** Answers of one state: who is let in may be shut out with the next. */
  private record Known(Snapshot state, Map<String, Boolean> answers) {
    Known(Snapshot state) {
      this(state, new ConcurrentHashMap<>());
    }
  }
}
