package org.hansa.core.driver;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Things of one sort behind an endpoint that are found, not made: machines, sizes, meters. What is
 * in it changes only when something outside has, so that two looks at a quiet endpoint are equal.
 *
 * @param <O> what is observed of one
 */
@ConsumerType
public interface Inventory<O extends Record & Named> extends Ability {

  Class<O> state();

  /**
   * All of them, in any order; complete or failed.
   *
   * @throws DriverException and nothing else
   */
  List<O> all(Deadline deadline);
}
