package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import java.util.jar.Manifest;
import org.hansa.core.driver.Driver;

/**
 * A driver and an endpoint to try it on. The kit makes objects there, under installation ids that
 * it derives from {@link #installation()}, and removes them again; it touches nothing else. Two
 * kits with one installation id must not try one endpoint at once.
 */
public interface Subject extends Place {

  Driver driver();

  /**
   * Whose kit this is: the id of the Hansa that asks, or another that stays the same from run to
   * run, so that a run that was killed is cleaned up by the next. The private folders of the
   * installations that are derived from it should stay as well.
   */
  default String installation() {
    return "kit";
  }

  /** The same endpoint at an address where nothing answers. */
  default Optional<Place> elsewhere() {
    return Optional.empty();
  }

  /** The same endpoint with credentials that it does not accept. */
  default Optional<Place> denied() {
    return Optional.empty();
  }

  /** Options of the driver's class that can never be used. */
  default List<Record> badOptions() {
    return List.of();
  }

  /** Of the driver's bundle. */
  default Optional<Manifest> manifest() {
    return Optional.empty();
  }

  /** True if others may change what is behind the endpoint meanwhile. */
  default boolean shared() {
    return false;
  }

  /** True if the endpoint's host is the machine that the kit runs on: its loopback is then ours. */
  default boolean local() {
    return false;
  }
}
