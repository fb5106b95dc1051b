package org.hansa.core.driver.network;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException;

/**
 * A virtual network as it is to be.
 *
 * @param name for people
 * @param range its addresses, {@code 10.1.0.0/24}; of one that is there it cannot be changed
 * @param gateway in the range; without, nothing leaves it
 * @param resolvers addresses of DNS servers that its machines are told of
 * @param outside whether its machines reach beyond the endpoint through the gateway
 */
public record VirtualNetworkSpec(
    String name, String range, Optional<String> gateway, List<String> resolvers, boolean outside) {

  public VirtualNetworkSpec {
    resolvers = resolvers == null ? List.of() : List.copyOf(resolvers);
  }

  /**
   * This one.
   *
   * @throws DriverException INVALID if something in it is no address, or the gateway is not in the
   *     range
   */
  public VirtualNetworkSpec checked() {
    AddressRange all = AddressRange.of(range);
    gateway.ifPresent(
        g -> DriverException.require(all.holds(g), "the gateway " + g + " is not in " + range));
    resolvers.forEach(
        r -> DriverException.require(AddressRange.isAddress(r), "'" + r + "' is no address"));
    return this;
  }
}
