package org.hansa.core.driver.machine;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException;

/**
 * A claim to a physical server, and what it is to be meanwhile.
 *
 * @param name for people: the host's own name
 * @param server one that {@link ServerFacet} finds; a claim cannot be changed to another
 * @param image the uid of an image of ours or the name of a base image; without, it is only powered
 * @param keys public keys in OpenSSH's form, who may log in
 * @param userData for cloud-init, at the first boot
 * @param on whether it has power
 */
public record BareMetalSpec(
    String name,
    String server,
    Optional<String> image,
    List<String> keys,
    Optional<String> userData,
    boolean on) {

  public BareMetalSpec {
    keys = keys == null ? List.of() : List.copyOf(keys);
  }

  /**
   * This one.
   *
   * @throws DriverException INVALID if it names no server
   */
  public BareMetalSpec checked() {
    DriverException.require(!server.isBlank(), "a claim names a server");
    return this;
  }
}
