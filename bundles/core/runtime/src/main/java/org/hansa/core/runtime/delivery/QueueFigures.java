package org.hansa.core.runtime.delivery;

import java.time.Duration;

/**
 * One controller's queue at a moment.
 *
 * @param route the id of the route that feeds it; empty where that is not known
 * @param depth keys that could run now and wait for a worker
 * @param oldest how long the oldest of these waits; zero if none does
 * @param running keys in work
 * @param delayed keys that are to be looked at later, failed ones included
 * @param failing keys whose last step failed
 * @param parked keys that wait for a controller to return
 * @param steps steps made since the route started
 * @param failures steps that failed since the route started
 */
public record QueueFigures(
    String route,
    String controller,
    int depth,
    Duration oldest,
    int running,
    int delayed,
    int failing,
    int parked,
    long steps,
    long failures) {

  QueueFigures along(String id) {
    return new QueueFigures(
        id, controller, depth, oldest, running, delayed, failing, parked, steps, failures);
  }
}
