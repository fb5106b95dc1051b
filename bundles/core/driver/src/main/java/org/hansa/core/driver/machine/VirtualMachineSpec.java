package org.hansa.core.driver.machine;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException;

/**
 * A virtual machine as it is to be.
 *
 * @param name for people: the guest's host name
 * @param size one that {@link SizeFacet} finds, where there is that facet; what follows are then
 *     its figures
 * @param cpu virtual processors
 * @param memory bytes
 * @param disk bytes of the root disk; it may grow, not shrink
 * @param image the uid of an image of ours or the name of a base image; another one makes the
 *     machine anew
 * @param volumes uids of volumes of ours, in the order in which they are attached
 * @param networks uids of networks of ours, one interface each; none: the endpoint's own
 * @param keys public keys in OpenSSH's form, who may log in; seen at the first boot
 * @param userData for cloud-init, at the first boot
 * @param on whether it runs
 */
public record VirtualMachineSpec(
    String name,
    Optional<String> size,
    int cpu,
    long memory,
    long disk,
    String image,
    List<String> volumes,
    List<String> networks,
    List<String> keys,
    Optional<String> userData,
    boolean on) {

  public VirtualMachineSpec {
    volumes = volumes == null ? List.of() : List.copyOf(volumes);
    networks = networks == null ? List.of() : List.copyOf(networks);
    keys = keys == null ? List.of() : List.copyOf(keys);
  }

  /**
   * This one.
   *
   * @throws DriverException INVALID if it could be nowhere
   */
  public VirtualMachineSpec checked() {
    DriverException.require(
        cpu > 0 && memory > 0 && disk >= 0,
        "a machine has processors and memory, not cpu "
            + cpu
            + ", memory "
            + memory
            + ", disk "
            + disk);
    return this;
  }
}
