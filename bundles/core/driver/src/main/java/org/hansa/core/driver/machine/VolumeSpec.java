package org.hansa.core.driver.machine;

import java.util.Optional;
import org.hansa.core.driver.DriverException;

/**
 * A volume as it is to be.
 *
 * @param name for people
 * @param size bytes; it may grow, not shrink
 * @param type one of the types among the endpoint's capabilities ({@code volume.types})
 * @param image what it is filled with at first: the uid of an image of ours or the name of a base
 *     image
 */
public record VolumeSpec(String name, long size, Optional<String> type, Optional<String> image) {
  /**
   * This one.
   *
   * @throws DriverException INVALID if it has no size
   */
  public VolumeSpec checked() {
    DriverException.require(size > 0, "a volume of " + size + " bytes cannot be");
    return this;
  }
}
