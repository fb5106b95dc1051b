package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.machine.VirtualMachineFacet;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VirtualMachineState;
import org.hansa.core.driver.machine.VirtualMachineState.Phase;

/** Virtual machines. */
final class MachineRules {

  private MachineRules() {}

  static List<Rule> all() {
    return List.of(
        rule(
            "machine-stops-and-starts",
            "A machine runs when it is to be on, and else is stopped; it stays the same.",
            MachineRules::power),
        rule(
            "machine-figures",
            "A machine has no fewer processors, memory and disk than were asked for.",
            MachineRules::figures),
        rule(
            "machine-disk",
            "A smaller disk is INVALID, and the machine stays as it was.",
            MachineRules::disk),
        rule("console-bounds", "1 to 10,000 lines may be asked for.", MachineRules::bounds),
        rule("console-unknown", "What is not there has no console.", MachineRules::unknown),
        rule("console-most", "No more lines come than were asked for.", MachineRules::most));
  }

  private static Rule rule(String id, String sentence, Rule.Check check) {
    return Rule.of(VirtualMachineFacet.NAME, id, sentence, check);
  }

  private static Tried<VirtualMachineSpec, VirtualMachineState> tried(Stage stage) {
    return stage.tried(stage.need(VirtualMachineFacet.class));
  }

  private static VirtualMachineSpec powered(VirtualMachineSpec s, boolean on) {
    return new VirtualMachineSpec(
        s.name(),
        s.size(),
        s.cpu(),
        s.memory(),
        s.disk(),
        s.image(),
        s.volumes(),
        s.networks(),
        s.keys(),
        s.userData(),
        on);
  }

  private static void power(Stage stage) {
    Tried<VirtualMachineSpec, VirtualMachineState> tried = tried(stage);
    VirtualMachineSpec spec = tried.trial().spec();
    String uid = tried.made(powered(spec, true));
    Optional<String> id = is(tried, uid, powered(spec, true), Phase.RUNNING);
    for (boolean on : List.of(false, true)) {
      VirtualMachineSpec next = powered(spec, on);
      tried.settle(uid, next);
      Optional<String> now = is(tried, uid, next, on ? Phase.RUNNING : Phase.STOPPED);
      Broken.unless(now.equals(id), "it was " + id + " and is " + now);
    }
  }

  private static Optional<String> is(
      Tried<VirtualMachineSpec, VirtualMachineState> tried,
      String uid,
      VirtualMachineSpec spec,
      Phase phase) {
    VirtualMachineState state = tried.agreed(uid, spec);
    Broken.unless(state.phase() == phase, "it is " + state.phase() + ", not " + phase);
    return state.id();
  }

  private static void figures(Stage stage) {
    Tried<VirtualMachineSpec, VirtualMachineState> tried = tried(stage);
    VirtualMachineSpec spec = tried.trial().spec();
    VirtualMachineState state = tried.agreed(tried.made(spec), spec);
    Broken.unless(
        spec.size().isPresent()
            || (state.cpu() >= spec.cpu()
                && state.memory() >= spec.memory()
                && state.disk() >= spec.disk()),
        "it has " + state.cpu() + " processors, memory " + state.memory() + ", " + state.disk());
  }

  private static void disk(Stage stage) {
    Tried<VirtualMachineSpec, VirtualMachineState> tried = tried(stage);
    VirtualMachineSpec spec = tried.trial().spec();
    Unmet.unless(spec.size().isEmpty() && spec.disk() > 1, "the disk is not chosen");
    Fixed.refuses(tried, spec, disk(spec, spec.disk() / 2), Set.of(Reason.INVALID));
  }

  private static VirtualMachineSpec disk(VirtualMachineSpec s, long disk) {
    return new VirtualMachineSpec(
        s.name(),
        s.size(),
        s.cpu(),
        s.memory(),
        disk,
        s.image(),
        s.volumes(),
        s.networks(),
        s.keys(),
        s.userData(),
        s.on());
  }

  private static Lines.Source console(Stage stage) {
    VirtualMachineFacet facet = stage.need(VirtualMachineFacet.class);
    return (uid, most) -> facet.console(uid, most, stage.ground().soon());
  }

  private static void bounds(Stage stage) {
    Tried<VirtualMachineSpec, VirtualMachineState> tried = tried(stage);
    Lines.bounds(console(stage), tried.made(tried.trial().spec()));
  }

  private static void unknown(Stage stage) {
    Lines.unknown(console(stage), tried(stage).uid());
  }

  private static void most(Stage stage) {
    Tried<VirtualMachineSpec, VirtualMachineState> tried = tried(stage);
    Lines.most(console(stage), tried.made(tried.trial().spec()));
  }
}
