package org.hansa.core.driver.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException;

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
   * This one.
   *
   * @throws DriverException INVALID if it could be nowhere
   */
  public ClusterSpec checked() {
    DriverException.require(
        version.matches("[0-9]{1,3}(\\.[0-9]{1,5}){1,2}"),
        "'" + version + "' is no version such as 1.31");
    Set<String> names = new HashSet<>();
    for (Pool pool : pools) {
      DriverException.require(names.add(pool.name()), "two pools are called " + pool.name());
      DriverException.require(
          pool.count() >= 0 && pool.cpu() > 0 && pool.memory() > 0,
          "the pool " + pool.name() + " has workers with cores and memory, none less than none");
    }
    return this;
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
