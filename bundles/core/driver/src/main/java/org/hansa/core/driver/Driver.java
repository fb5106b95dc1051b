package org.hansa.core.driver;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One kind of outside system. A driver is a passive OSGi service, imports this package and nothing
 * else of ours, and keeps no state between calls that it could not find again by observing.
 *
 * @see Facet the rules that every facet obeys
 */
@ConsumerType
public interface Driver {

  /** Lower case, as endpoints name it: {@code process}. */
  String id();

  /** Of this code, as people write it. */
  String version();

  /**
   * The record that an endpoint's options are read into; components that are not {@code Optional}
   * must be given. The gate checks options by it before the driver sees them.
   */
  Class<? extends Record> options();

  /** True if nothing real stands behind it; it then says so wherever it shows. */
  default boolean simulated() {
    return false;
  }

  /**
   * True if it acts on the machine that this runs on with the rights of Hansa's own process. Its
   * endpoints are then the provider's alone: in other tenants there are none.
   */
  default boolean local() {
    return false;
  }

  /**
   * Opens an endpoint. Never waits for the network and never fails because the other side is away:
   * that is said by the facets' calls.
   *
   * @throws DriverException INVALID if the options cannot be used
   */
  Session open(Opening opening);
}
