package org.hansa.core.driver.cluster;

import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Facet;
import org.osgi.annotation.versioning.ConsumerType;

/** Clusters that run containers. */
@ConsumerType
public interface ClusterFacet extends Facet<ClusterSpec, ClusterState> {

  String NAME = "cluster";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<ClusterSpec> spec() {
    return ClusterSpec.class;
  }

  @Override
  default Class<ClusterState> state() {
    return ClusterState.class;
  }

  /**
   * A kubeconfig of its administrator: a secret, to be kept as one.
   *
   * @throws org.hansa.core.driver.DriverException NOT_FOUND if there is no such cluster;
   *     UNAVAILABLE while it is being made
   */
  String access(String uid, Deadline deadline);
}
