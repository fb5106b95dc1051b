package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hansa.core.driver.cluster.ClusterSpec;
import org.hansa.core.driver.machine.BareMetalSpec;
import org.hansa.core.driver.machine.ImageSpec;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VolumeSpec;
import org.hansa.core.driver.network.PathSpec;
import org.hansa.core.driver.network.VirtualNetworkSpec;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.WorkloadSpec;

/** Specs that cannot be, each made of a good one by one change. */
final class Nonsense<S extends Record> {

  /** A name that nothing has. */
  static final String NOBODY = "no-such-thing-as-this";

  /**
   * @param what is wrong with it
   */
  record Spec<S extends Record>(String what, S spec) {}

  private final S good;
  private final List<Spec<S>> specs = new ArrayList<>();

  Nonsense(S good) {
    this.good = good;
  }

  Nonsense<S> with(String what, UnaryOperator<S> change) {
    specs.add(new Spec<>(what, change.apply(good)));
    return this;
  }

  List<Spec<S>> specs() {
    return List.copyOf(specs);
  }

  /** None for a spec that is not of the contract. */
  @SuppressWarnings("unchecked")
  static <S extends Record> List<Spec<S>> of(S good) {
    List<? extends Spec<?>> specs = List.of();
    if (good instanceof WorkloadSpec spec) {
      specs = NonsenseWorkloads.of(spec);
    } else if (good instanceof ForwardSpec spec) {
      specs = NonsenseWorkloads.of(spec);
    } else if (good instanceof VirtualMachineSpec spec) {
      specs = NonsenseMachines.of(spec);
    } else if (good instanceof VolumeSpec spec) {
      specs = NonsenseMachines.of(spec);
    } else if (good instanceof ImageSpec spec) {
      specs = NonsenseMachines.of(spec);
    } else if (good instanceof BareMetalSpec spec) {
      specs = NonsenseMachines.of(spec);
    } else if (good instanceof VirtualNetworkSpec spec) {
      specs = NonsenseNetworks.of(spec);
    } else if (good instanceof PathSpec spec) {
      specs = NonsenseNetworks.of(spec);
    } else if (good instanceof ClusterSpec spec) {
      specs = NonsenseNetworks.of(spec);
    }
    return (List<Spec<S>>) specs;
  }
}
