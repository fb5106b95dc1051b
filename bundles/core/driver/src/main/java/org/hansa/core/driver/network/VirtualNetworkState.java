package org.hansa.core.driver.network;

import java.util.List;
import java.util.Optional;

/**
 * A virtual network as it is.
 *
 * @param range its addresses
 * @param gateway in the range
 * @param resolvers as its machines are told
 * @param outside whether its machines reach beyond
 * @param up whether frames pass
 * @param id as the endpoint knows it
 */
public record VirtualNetworkState(
    String range,
    Optional<String> gateway,
    List<String> resolvers,
    boolean outside,
    boolean up,
    Optional<String> id) {

  public VirtualNetworkState {
    resolvers = resolvers == null ? List.of() : List.copyOf(resolvers);
  }
}
