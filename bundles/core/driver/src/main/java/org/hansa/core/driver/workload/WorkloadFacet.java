package org.hansa.core.driver.workload;

import java.util.List;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/** Runs workloads: processes, containers. */
@ConsumerType
public interface WorkloadFacet extends Facet<WorkloadSpec, WorkloadState> {

  String NAME = "workload";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<WorkloadSpec> spec() {
    return WorkloadSpec.class;
  }

  @Override
  default Class<WorkloadState> state() {
    return WorkloadState.class;
  }

  /**
   * The last lines that the workload wrote, oldest first.
   *
   * @param most 1 to 10,000
   * @throws DriverException NOT_FOUND if there is no such workload
   */
  List<String> logs(String uid, int most, Deadline deadline);
}
