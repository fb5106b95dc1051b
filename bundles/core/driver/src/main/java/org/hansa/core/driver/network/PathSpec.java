package org.hansa.core.driver.network;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.driver.DriverException;

/**
 * A path through a transport network as it is to be.
 *
 * @param name for people
 * @param from a point that {@link PointFacet} finds
 * @param to another; between other points it is another path
 * @param bandwidth bits a second that it must carry in each direction
 * @param latency the longest that a frame may take one way
 * @param spare whether a second way stands ready that shares nothing with the first
 */
public record PathSpec(
    String name,
    String from,
    String to,
    long bandwidth,
    Optional<Duration> latency,
    boolean spare) {
  /**
   * This one.
   *
   * @throws DriverException INVALID if it has one end or no bandwidth
   */
  public PathSpec checked() {
    DriverException.require(!from.equals(to), "from " + from + " to itself there is no path");
    DriverException.require(bandwidth > 0, "a path of " + bandwidth + " bits a second cannot be");
    return this;
  }
}
