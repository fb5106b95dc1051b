package org.hansa.core.driver.machine;

import java.util.List;
import java.util.Optional;

/**
 * A virtual machine as it is.
 *
 * @param cpu virtual processors
 * @param memory bytes
 * @param disk bytes of the root disk
 * @param image as the spec named it
 * @param volumes uids of volumes of ours that are attached
 * @param networks uids of networks of ours that it has an interface in
 * @param addresses by which it is reached, IPv4 first
 * @param host the name of the host that it is on, where the endpoint says so
 * @param id as the endpoint knows it
 * @param fault why it is FAILED, in the words of the other side
 */
public record VirtualMachineState(
    Phase phase,
    int cpu,
    long memory,
    long disk,
    String image,
    List<String> volumes,
    List<String> networks,
    List<String> addresses,
    Optional<String> host,
    Optional<String> id,
    Optional<String> fault) {

  public VirtualMachineState {
    volumes = volumes == null ? List.of() : List.copyOf(volumes);
    networks = networks == null ? List.of() : List.copyOf(networks);
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }

  /** FAILED: it is known and nothing but removing it helps. */
  public enum Phase {
    RUNNING,
    STOPPED,
    FAILED
  }
}
