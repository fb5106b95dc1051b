package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.cluster.ClusterSpec;
import org.hansa.core.driver.cluster.ClusterSpec.Pool;
import org.hansa.core.driver.network.PathSpec;
import org.hansa.core.driver.network.VirtualNetworkSpec;

/** Networks, paths and clusters that cannot be. */
final class NonsenseNetworks {

  private NonsenseNetworks() {}

  static List<Nonsense.Spec<VirtualNetworkSpec>> of(VirtualNetworkSpec good) {
    return new Nonsense<>(good)
        .with("a range without a length", s -> of(s, "10.0.0.0", s.gateway(), s.resolvers()))
        .with("a range of 33 bits", s -> of(s, "10.0.0.0/33", s.gateway(), s.resolvers()))
        .with("a range that is none", s -> of(s, "300.1.0.0/24", s.gateway(), s.resolvers()))
        .with(
            "a gateway outside the range",
            s -> of(s, s.range(), Optional.of("203.0.113.9"), s.resolvers()))
        .with(
            "a resolver that is no address",
            s -> of(s, s.range(), s.gateway(), List.of("no address")))
        .specs();
  }

  private static VirtualNetworkSpec of(
      VirtualNetworkSpec s, String range, Optional<String> gateway, List<String> resolvers) {
    return new VirtualNetworkSpec(s.name(), range, gateway, resolvers, s.outside());
  }

  static List<Nonsense.Spec<PathSpec>> of(PathSpec good) {
    return new Nonsense<>(good)
        .with("from an unknown point", s -> of(s, Nonsense.NOBODY, s.to(), s.bandwidth()))
        .with("to an unknown point", s -> of(s, s.from(), Nonsense.NOBODY, s.bandwidth()))
        .with("from a point to itself", s -> of(s, s.from(), s.from(), s.bandwidth()))
        .with("no bandwidth", s -> of(s, s.from(), s.to(), 0))
        .with("a negative bandwidth", s -> of(s, s.from(), s.to(), -1))
        .specs();
  }

  private static PathSpec of(PathSpec s, String from, String to, long bandwidth) {
    return new PathSpec(s.name(), from, to, bandwidth, s.latency(), s.spare());
  }

  static List<Nonsense.Spec<ClusterSpec>> of(ClusterSpec good) {
    Pool pool = new Pool("workers", 1, 1, 1L << 30, Map.of());
    Pool first = good.pools().isEmpty() ? pool : good.pools().get(0);
    List<Pool> doubled = new ArrayList<>(good.pools());
    doubled.add(first);
    if (good.pools().isEmpty()) {
      doubled.add(first);
    }
    return new Nonsense<>(good)
        .with("a version that is none", s -> of(s, "newest, please", s.pools(), s.network()))
        .with("less than no workers", s -> of(s, s.version(), of(first, -1, 1), s.network()))
        .with("workers without a core", s -> of(s, s.version(), of(first, 1, 0), s.network()))
        .with("two pools of one name", s -> of(s, s.version(), doubled, s.network()))
        .with(
            "an unknown network", s -> of(s, s.version(), s.pools(), Optional.of(Nonsense.NOBODY)))
        .specs();
  }

  private static List<Pool> of(Pool pool, int count, int cpu) {
    return List.of(new Pool(pool.name(), count, cpu, pool.memory(), pool.labels()));
  }

  private static ClusterSpec of(
      ClusterSpec s, String version, List<Pool> pools, Optional<String> network) {
    return new ClusterSpec(s.name(), version, pools, network);
  }
}
