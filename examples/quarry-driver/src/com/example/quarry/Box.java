package com.example.quarry;

import com.example.quarry.Quarry.Thing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VirtualMachineState;
import org.hansa.core.driver.machine.VirtualMachineState.Phase;

/**
 * A box as Quarry writes it.
 *
 * @param job the path of what is being done to it
 * @param searchable whether searches by label find it by now
 */
record Box(
    String id,
    Map<String, String> labels,
    int millicores,
    long memoryMib,
    long diskGib,
    String template,
    String status,
    List<Attached> segments,
    Optional<String> address,
    Optional<String> job,
    boolean searchable,
    Optional<String> trouble)
    implements Thing {

  static final String PATH = "/boxes";

  private static final int MILLI = 1000;
  private static final int MIB = 20;
  private static final int GIB = 30;

  /** A segment, with what it is labelled with. */
  record Attached(String id, Map<String, String> labels) {}

  /** What Quarry can be asked to change. */
  record Figures(
      int millicores, long memoryMib, long diskGib, List<String> segments, String power) {

    /**
     * @param segments their ids
     */
    static Figures of(VirtualMachineSpec spec, List<String> segments) {
      return new Figures(
          spec.cpu() * MILLI,
          rounded(spec.memory(), MIB),
          rounded(spec.disk(), GIB),
          segments,
          spec.on() ? "on" : "off");
    }
  }

  /** What a new one is made of. */
  record Made(
      String name,
      Map<String, String> labels,
      String template,
      Figures figures,
      List<String> keys,
      Optional<String> userData) {}

  /** Quarry counts in whole units: never less than was asked for. */
  private static long rounded(long bytes, int unit) {
    return (bytes + (1L << unit) - 1) >> unit;
  }

  /** What one that is made by this spec will show. */
  static VirtualMachineState expected(VirtualMachineSpec spec) {
    VirtualMachineSpec wanted = spec.checked();
    DriverException.require(wanted.size().isEmpty(), "Quarry has no sizes: " + wanted.size());
    DriverException.require(wanted.volumes().isEmpty(), "Quarry has no volumes of ours");
    return new VirtualMachineState(
        wanted.on() ? Phase.RUNNING : Phase.STOPPED,
        wanted.cpu(),
        rounded(wanted.memory(), MIB) << MIB,
        rounded(wanted.disk(), GIB) << GIB,
        wanted.image(),
        List.of(),
        wanted.networks(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  VirtualMachineState state() {
    return new VirtualMachineState(
        phase(),
        millicores / MILLI,
        memoryMib << MIB,
        diskGib << GIB,
        template,
        List.of(),
        segments.stream().map(segment -> Quarry.uid(segment.labels())).toList(),
        address.stream().toList(),
        Optional.empty(),
        Optional.of(id),
        trouble);
  }

  private Phase phase() {
    return switch (status) {
      case "ON_AIR", "STARTING" -> Phase.RUNNING;
      case "BUILDING", "PARKED", "PARKING", "GOING" -> Phase.STOPPED;
      default -> Phase.FAILED;
    };
  }

  /** Searches show for a while what is gone. */
  boolean isThere() {
    return !status.equals("DELETED");
  }
}
