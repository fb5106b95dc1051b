package org.hansa.core.api.control;

import java.util.Set;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A controller is one pure function. It reads nothing but its arguments (the time is {@code
 * snapshot.now()}), keeps no state and is called on any thread, more than once for the same state:
 * in earnest by the runtime, and on a fork by the planner. So it decides the same in both.
 *
 * <p>It works by level: it compares what is wanted with what is observed and answers the next step,
 * {@link Step#done()} if there is none. A resource that is being deleted is stepped too: then the
 * controller removes what it made outside and takes back its finaliser.
 */
@ConsumerType
public interface Controller {

  /** Its name: queue, principal and finaliser; lower case, for instance {@code wdm.instance}. */
  String name();

  /** The kind whose resources it steps. */
  String kind();

  /** The kinds that it may create, change and delete, besides the status of its own. */
  default Set<String> writes() {
    return Set.of();
  }

  /**
   * @throws org.hansa.core.api.Problem if the resource cannot be what it says: it becomes Stalled
   *     with this message until it changes
   */
  Step step(Snapshot snapshot, Resource resource);
}
