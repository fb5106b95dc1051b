package org.hansa.core.api.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;

/**
 * One wanted write. Whoever wants it, the gate decides: who, may they, is it valid, does it fit.
 * Changes that change nothing write nothing.
 */
public sealed interface Change {

  /**
   * Create, or change spec and labels of, a resource.
   *
   * @param revision the revision that was read: another one there is a conflict; 0 means that it
   *     must not exist; empty means whatever is there
   */
  record Put(Draft draft, Optional<Long> revision) implements Change {
    public static Put of(Draft draft) {
      return new Put(draft, Optional.empty());
    }
  }

  /**
   * Ask for deletion; what it owns goes first. Deleting what is not there changes nothing for a
   * controller.
   */
  record Delete(Ref ref, Optional<Long> revision) implements Change {
    public static Delete of(Ref ref) {
      return new Delete(ref, Optional.empty());
    }
  }

  /** Replace the status; the conditions given replace those of their types. For controllers. */
  record Status(Ref ref, Doc status, List<Condition> conditions) implements Change {
    public Status {
      conditions = List.copyOf(conditions);
    }
  }

  /** Add or take back a finaliser; a controller names only itself. */
  record Finalizer(Ref ref, String name, boolean present) implements Change {}

  /** Set or release a hold: while one is open, no step of the resource has an effect outside. */
  record Hold(Ref ref, String reason, boolean present) implements Change {}

  /**
   * Have what failed tried again at once, of the resource and of all that it owns: what waits after
   * failures waits no longer, and what was refused for good is asked anew.
   */
  record Retry(Ref ref) implements Change {}

  /** Append to a record stream: an event, or metered quantities for the ledger. For controllers. */
  record Append(Entry entry) implements Change {}

  /** Set the values of a Secret: kept apart, encrypted, never shown. For users. */
  record Values(Ref secret, Map<String, String> values) implements Change {
    public Values {
      values = Map.copyOf(values);
    }

    @Override
    public String toString() {
      return "Values[" + secret + "]";
    }
  }

  /** What the runtime knows of a driver call of a controller. For the system alone. */
  record Observed(Ref ref, String controller, Observation observation) implements Change {}

  /**
   * Conditions of the system's own, for instance Stalled; status and other conditions stay as they
   * are. For the system alone.
   *
   * @param set replace those of their types
   * @param clear types of conditions that are to be gone
   */
  record Conditions(Ref ref, List<Condition> set, List<String> clear) implements Change {
    public Conditions {
      set = List.copyOf(set);
      clear = List.copyOf(clear);
    }
  }
}
