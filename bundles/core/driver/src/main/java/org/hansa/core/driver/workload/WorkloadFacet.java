package org.hansa.core.driver.workload;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
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

  /**
   * The lines that follow a cursor, oldest first, as far as they are there: a log is followed by
   * asking again. Without a cursor the last lines, to begin with. As it is here, found in what
   * {@link #logs} gives; a driver that knows the place of a line says it better.
   *
   * @param after what the answer before said is next; empty at first
   * @param most 1 to 10,000: so many lines, or fewer; none is no sign of the end
   * @throws DriverException NOT_FOUND if there is no such workload; INVALID for a cursor that no
   *     answer has said
   */
  default LogPart logsAfter(String uid, Optional<String> after, int most, Deadline deadline) {
    DriverException.require(
        most >= 1 && most <= LogPart.MOST,
        most + " lines were asked for; ask for 1 to " + LogPart.MOST);
    return LogPart.of(logs(uid, LogPart.MOST, deadline), after, most);
  }
}
