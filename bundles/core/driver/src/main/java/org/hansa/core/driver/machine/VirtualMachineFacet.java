package org.hansa.core.driver.machine;

import java.util.List;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/** Virtual machines. */
@ConsumerType
public interface VirtualMachineFacet extends Facet<VirtualMachineSpec, VirtualMachineState> {

  String NAME = "virtual-machine";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<VirtualMachineSpec> spec() {
    return VirtualMachineSpec.class;
  }

  @Override
  default Class<VirtualMachineState> state() {
    return VirtualMachineState.class;
  }

  /**
   * The last lines of its console, oldest first.
   *
   * @param most 1 to 10,000
   * @throws org.hansa.core.driver.DriverException NOT_FOUND if there is no such machine
   */
  List<String> console(String uid, int most, Deadline deadline);
}
