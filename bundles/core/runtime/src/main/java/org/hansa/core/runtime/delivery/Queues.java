package org.hansa.core.runtime.delivery;

import java.util.List;

/** How the work queues stand, for people. */
public interface Queues {

  /** One for each controller that a route feeds, by name. */
  List<QueueFigures> figures();
}
