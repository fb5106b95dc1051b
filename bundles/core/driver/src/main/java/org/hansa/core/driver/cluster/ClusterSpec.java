package org.hansa.core.driver.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster as it is to be.
 *
 * @param name for people
 * @param version of Kubernetes, {@code 1.31} or {@code 1.31.2}; it may rise, not fall
 * @param pools of workers, by name
 * @param network the uid of a network of ours that its nodes are in
 */
public record ClusterSpec(String name, String version, List<Pool> pools, Optional<String> network) {

  public ClusterSpec {
    pools = pools == null ? List.of() : List.copyOf(pools);
  }

  /**
   * Workers of one sort.
   *
   * @param count how many
   * @param cpu cores of each
   * @param memory bytes of each
   * @param labels that its nodes carry
   */
  public record Pool(String name, int count, int cpu, long memory, Map<String, String> labels) {

    public Pool {
      labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
  }
}
