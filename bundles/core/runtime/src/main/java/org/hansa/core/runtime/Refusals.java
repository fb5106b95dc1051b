package org.hansa.core.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Controller;
import org.hansa.core.runtime.delivery.StepFailed;

/**
 * Steps that do not work: what the gate refuses again and again, or a controller fails at, needs a
 * person. Thread-safe.
 */
final class Refusals {

  /** In a row, before a person is told. */
  private static final int STALL_AFTER = 5;

  private record Key(String controller, Ref ref) {}

  /** Of each, how often in a row. */
  private final Map<Key, Integer> times = new ConcurrentHashMap<>();

  /** It works. */
  void forget(Controller controller, Ref ref) {
    times.remove(new Key(controller.name(), ref));
  }

  /** What is to be said of the resource as it stands now, if that is due; absent if it is gone. */
  Optional<Problem> refused(Controller controller, Snapshot now, Ref ref, Problem why) {
    int times = count(controller, now, ref);
    return times >= STALL_AFTER && why.reason() != Problem.Reason.UNAVAILABLE
        ? Optional.of(why)
        : Optional.empty();
  }

  /** The same of what no controller should throw; of what no retry can help, at once. */
  Optional<Problem> failed(Controller controller, Snapshot now, Ref ref, Throwable why) {
    int times = count(controller, now, ref);
    boolean hopeless = why instanceof StepFailed failure && !failure.isRetryable();
    return times >= STALL_AFTER || (times > 0 && hopeless)
        ? Optional.of(
            new Problem(
                Problem.Reason.INTERNAL,
                "the controller fails: " + (hopeless ? why.getMessage() : why),
                "See the log, and tell who made it. It is tried again."))
        : Optional.empty();
  }

  private int count(Controller controller, Snapshot now, Ref ref) {
    Key key = new Key(controller.name(), ref);
    Optional<Resource> resource = now.get(ref);
    if (resource.isEmpty()) {
      times.remove(key);
      return 0;
    }
    return times.merge(key, 1, Integer::sum);
  }
}
