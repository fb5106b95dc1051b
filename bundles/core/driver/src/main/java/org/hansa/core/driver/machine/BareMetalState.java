package org.hansa.core.driver.machine;

import java.util.List;
import java.util.Optional;

/**
 * A claimed server as it is.
 *
 * @param server its name in {@link ServerFacet}
 * @param on whether it has power
 * @param image what was written to it
 * @param addresses by which it is reached
 * @param fault what keeps it from being as it is to be, in the words of the other side
 */
public record BareMetalState(
    String server,
    boolean on,
    Optional<String> image,
    List<String> addresses,
    Optional<String> fault) {

  public BareMetalState {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }
}
