package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.machine.VirtualMachineFacet;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VirtualMachineState;
import org.hansa.core.driver.machine.VolumeFacet;
import org.hansa.core.driver.machine.VolumeSpec;
import org.hansa.core.driver.machine.VolumeState;
import org.hansa.core.driver.network.VirtualNetworkFacet;
import org.hansa.core.driver.network.VirtualNetworkSpec;
import org.hansa.core.driver.network.VirtualNetworkState;

/** What machines are attached to. */
final class AttachedRules {

  private AttachedRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            VolumeFacet.NAME,
            "volume-attached",
            "A volume says to which machine it is attached, and the machine which volumes it has.",
            AttachedRules::shown),
        Rule.of(
            VolumeFacet.NAME,
            "volume-attached-stays",
            "A volume that is attached cannot be removed: CONFLICT; it outlives its machine.",
            AttachedRules::volume),
        Rule.of(
            VirtualNetworkFacet.NAME,
            "network-attached-stays",
            "A network that a machine is attached to cannot be removed: CONFLICT.",
            AttachedRules::network));
  }

  private static Tried<VirtualMachineSpec, VirtualMachineState> machines(Stage stage) {
    return stage.tried(stage.need(VirtualMachineFacet.class));
  }

  private static VirtualMachineSpec with(
      VirtualMachineSpec s, List<String> volumes, List<String> networks) {
    return new VirtualMachineSpec(
        s.name(),
        s.size(),
        s.cpu(),
        s.memory(),
        s.disk(),
        s.image(),
        volumes,
        networks,
        s.keys(),
        s.userData(),
        s.on());
  }

  private static void shown(Stage stage) {
    Tried<VolumeSpec, VolumeState> volumes = stage.tried(stage.need(VolumeFacet.class));
    Tried<VirtualMachineSpec, VirtualMachineState> machines = machines(stage);
    String volume = volumes.made(volumes.trial().spec());
    VirtualMachineSpec spec = with(machines.trial().spec(), List.of(volume), List.of());
    String machine = machines.made(spec);
    VirtualMachineState state = machines.agreed(machine, spec);
    Broken.unless(state.volumes().equals(List.of(volume)), "the machine has " + state.volumes());
    Optional<String> attached = volumes.seen(volume).attached();
    Broken.unless(attached.equals(Optional.of(machine)), "the volume is attached to " + attached);
  }

  private static void volume(Stage stage) {
    Tried<VolumeSpec, VolumeState> volumes = stage.tried(stage.need(VolumeFacet.class));
    Tried<VirtualMachineSpec, VirtualMachineState> machines = machines(stage);
    String volume = volumes.made(volumes.trial().spec());
    String machine = machines.made(with(machines.trial().spec(), List.of(volume), List.of()));
    conflict(volumes, volume);
    machines.gone(machine);
    Broken.unless(!volumes.absent(volume), "the volume went with the machine");
    volumes.gone(volume);
  }

  private static void network(Stage stage) {
    Tried<VirtualNetworkSpec, VirtualNetworkState> networks =
        stage.tried(stage.need(VirtualNetworkFacet.class));
    Tried<VirtualMachineSpec, VirtualMachineState> machines = machines(stage);
    String network = networks.made(networks.trial().spec());
    String machine = machines.made(with(machines.trial().spec(), List.of(), List.of(network)));
    conflict(networks, network);
    machines.gone(machine);
    networks.gone(network);
  }

  private static void conflict(Tried<?, ?> tried, String uid) {
    Optional<Reason> refusal = Tried.refusal(() -> tried.remove(uid));
    Broken.unless(
        refusal.equals(Optional.of(Reason.CONFLICT)), "removing it " + Words.came(refusal));
    Broken.unless(!tried.absent(uid), "it was refused and removed");
  }
}
