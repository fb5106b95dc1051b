package org.hansa.platform.wdm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Instance;

/**
 * What answers is not stopped under those who call it: first no connection leads to it any more.
 * Whoever calls when it stops has been let in before, and is served within its grace.
 */
final class Leaving {

  /** Nobody is waited for longer: the controller of connections may be away, or their host. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private Leaving() {}

  /**
   * How long it may still be waited for connections that lead to an instance; empty if for none.
   */
  static Optional<Duration> left(Snapshot snapshot, Resource instance, Instant since) {
    return Running.left(since, PATIENCE, snapshot.now())
        .filter(
            left ->
                snapshot
                    .labelled(Connection.KIND, instance.ref().tenant(), application(instance))
                    .stream()
                    .anyMatch(c -> leads(c, instance)));
  }

  /** True if another of the same component is ready: callers are led there meanwhile. */
  static boolean isReplaced(Snapshot snapshot, Resource instance) {
    return snapshot.labelled(Instance.KIND, instance.ref().tenant(), application(instance)).stream()
        .filter(other -> !other.ref().equals(instance.ref()))
        .filter(other -> !other.isDeleting() && other.is(Condition.READY))
        .anyMatch(other -> component(other).equals(component(instance)));
  }

  /** A connection of which nothing is known cannot be turned away: waiting for it helps nobody. */
  private static boolean leads(Resource connection, Resource instance) {
    boolean known =
        connection
            .condition(Condition.READY)
            .filter(c -> c.state() != Condition.State.UNKNOWN)
            .isPresent();
    return known
        && connection
            .status()
            .as(Connection.Status.class)
            .instances()
            .contains(instance.ref().name());
  }

  private static String application(Resource instance) {
    return instance.spec().as(Instance.Spec.class).application();
  }

  private static String component(Resource instance) {
    return instance.spec().as(Instance.Spec.class).component();
  }
}
