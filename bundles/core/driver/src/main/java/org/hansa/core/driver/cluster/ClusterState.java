package org.hansa.core.driver.cluster;

import java.util.Map;
import java.util.Optional;

/**
 * A cluster as it is.
 *
 * @param version of its control plane
 * @param ready by pool: workers that take work
 * @param answers whether its API does
 * @param api the URL of its API
 * @param id as the endpoint knows it
 * @param fault what keeps it from being as it is to be, in the words of the other side
 */
public record ClusterState(
    String version,
    Map<String, Integer> ready,
    boolean answers,
    Optional<String> api,
    Optional<String> id,
    Optional<String> fault) {

  public ClusterState {
    ready = ready == null ? Map.of() : Map.copyOf(ready);
  }
}
