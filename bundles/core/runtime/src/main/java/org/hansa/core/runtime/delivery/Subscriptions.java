package org.hansa.core.runtime.delivery;

import java.util.List;

/** What wakes whom, as the routes that run say it: the planner follows the same. */
public interface Subscriptions {

  /** Of all routes that run, by controller; one for each. */
  List<Subscription> current();
}
