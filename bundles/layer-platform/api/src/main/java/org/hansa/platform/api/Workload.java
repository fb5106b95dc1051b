package org.hansa.platform.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;

/** What one component of an application needs to have running: so many replicas, somewhere. */
public final class Workload {

  public static final String KIND = "Workload";

  private Workload() {}

  /** Written by the orchestrator. */
  public record Spec(
      @About("The application, of the same tenant") String application,
      @About("The component as described") Component component) {}

  /**
   * The Multi-Cloud Orchestrator writes {@code slots}, the Workload Deployment Manager {@code
   * ready}.
   *
   * @param slots where each replica is to run; the slot's number is its place in the list
   * @param generation of the workload that {@code ready} and the condition Ready speak of
   */
  public record Status(
      @About("Where each replica is to run") List<Slot> slots,
      @About("How many are ready") Optional<Integer> ready,
      @About("The generation that ready speaks of") Optional<Long> generation) {

    public Status(List<Slot> slots, Optional<Integer> ready) {
      this(slots, ready, Optional.empty());
    }

    public Status {
      slots = slots == null ? List.of() : List.copyOf(slots);
    }
  }

  /**
   * A place for one replica.
   *
   * @param name of the Reservation that holds it, and of the Instance
   * @param host a Host, written Kind/tenant/name
   * @param ports numbers by port name
   * @param why one sentence: why here
   */
  public record Slot(
      @About("Name of the Reservation and the Instance") String name,
      @About("The host, as Kind/tenant/name") String host,
      @About("The site") String site,
      @About("Port numbers by name") Map<String, Integer> ports,
      @About("Why here") String why) {

    public Slot {
      ports = ports == null ? Map.of() : Map.copyOf(ports);
    }
  }
}
