package org.hansa.core.driver.network;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A path as it is.
 *
 * @param from a point
 * @param to a point
 * @param bandwidth bits a second that are kept for it
 * @param latency one way, as the network says or measures it
 * @param hops the nodes that it goes through now
 * @param spare whether a second way stands ready
 * @param up whether frames pass
 * @param id as the endpoint knows it
 */
public record PathState(
    String from,
    String to,
    long bandwidth,
    Optional<Duration> latency,
    List<String> hops,
    boolean spare,
    boolean up,
    Optional<String> id) {

  public PathState {
    hops = hops == null ? List.of() : List.copyOf(hops);
  }
}
