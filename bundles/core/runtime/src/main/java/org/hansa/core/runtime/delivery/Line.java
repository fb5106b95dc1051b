package org.hansa.core.runtime.delivery;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/**
 * From changes to one controller: what wakes it, and its queue. While the controller is absent
 * nothing is mapped; when it returns, all of its resources are listed.
 *
 * @param route the id of its route
 */
record Line(String route, Subscription subscription, KeyedQueue queue, Stepper stepper) {

  String controller() {
    return subscription.controller();
  }

  QueueFigures figures() {
    return queue.figures().along(route);
  }

  /** Wakes the resources of the controller's kind that fit. */
  void list(Snapshot snapshot, Predicate<Ref> which) {
    stepper
        .kindOf(controller())
        .ifPresent(
            kind ->
                snapshot
                    .list(kind)
                    .filter(r -> which.test(r.ref()))
                    .forEach(r -> queue.add(r.ref(), urgency(r.isDeleting(), false))));
  }

  /**
   * @param snapshot a state that has the changes
   * @param wanted of which of them what is wanted changed
   */
  void wake(Snapshot snapshot, Collection<Resource> changed, Set<Ref> wanted) {
    stepper
        .kindOf(controller())
        .ifPresent(
            kind -> {
              for (Ref key : subscription.keys(snapshot, changed, kind)) {
                boolean deleting = snapshot.get(key).filter(Resource::isDeleting).isPresent();
                queue.add(key, urgency(deleting, wanted.contains(key)));
              }
            });
  }

  private static Urgency urgency(boolean deleting, boolean wanted) {
    return wanted ? Urgency.WANTED : deleting ? Urgency.DELETING : Urgency.OBSERVED;
  }
}
