package org.hansa.core.kit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.cluster.ClusterFacet;
import org.hansa.core.driver.cluster.ClusterSpec;
import org.hansa.core.driver.cluster.ClusterState;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.network.PathFacet;
import org.hansa.core.driver.network.PathSpec;
import org.hansa.core.driver.network.PathState;
import org.hansa.core.driver.network.VirtualNetworkFacet;
import org.hansa.core.driver.network.VirtualNetworkSpec;
import org.hansa.core.driver.network.VirtualNetworkState;

/** Networks, paths and clusters, in the model. */
final class ModelNetworks {

  static final List<String> POINTS = List.of("bonn", "lyon", "turin");

  private ModelNetworks() {}

  static final class Networks extends ModelFacet<VirtualNetworkSpec, VirtualNetworkState>
      implements VirtualNetworkFacet {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final String ADDRESS = BYTE + "(\\." + BYTE + "){3}";

    Networks(ModelSession at) {
      super(at);
    }

    @Override
    void check(VirtualNetworkSpec spec) {
      boolean right =
          spec.range().matches(ADDRESS + "/(3[0-2]|[12]?[0-9])")
              && spec.gateway().filter(g -> !g.startsWith(first(spec.range()))).isEmpty()
              && spec.resolvers().stream().allMatch(r -> r.matches(ADDRESS));
      if (!right) {
        throw invalid("no such network can be");
      }
    }

    /** All of the model's have 24 bits. */
    private static String first(String range) {
      return range.substring(0, range.lastIndexOf('.') + 1);
    }

    @Override
    void change(VirtualNetworkSpec before, VirtualNetworkSpec after) {
      if (!before.range().equals(after.range()) && !is(Defect.RANGE_CHANGES)) {
        throw invalid("the range of a network stays");
      }
    }

    @Override
    void leave(String uid) {
      boolean attached =
          world().specs(VirtualMachineSpec.class).stream()
              .anyMatch(m -> m.networks().contains(uid));
      if (attached && !is(Defect.TORN_NETWORK)) {
        throw new DriverException(Reason.CONFLICT, uid + " has machines in it");
      }
    }

    @Override
    VirtualNetworkState state(VirtualNetworkSpec spec, Optional<Integer> id) {
      return new VirtualNetworkState(
          is(Defect.OTHER_RANGE) ? "10.99.0.0/24" : spec.range(),
          spec.gateway(),
          spec.resolvers(),
          spec.outside(),
          true,
          id.map(i -> "n" + i));
    }

    @Override
    List<Trial<VirtualNetworkSpec>> tries() {
      return List.of(
          new Trial<>(spec("10.1.0", false), spec("10.1.0", true)),
          new Trial<>(spec("10.2.0", false), spec("10.2.0", true)));
    }

    private static VirtualNetworkSpec spec(String first, boolean outside) {
      return new VirtualNetworkSpec(
          "net", first + ".0/24", Optional.of(first + ".1"), List.of(first + ".2"), outside);
    }
  }

  static final class Paths extends ModelFacet<PathSpec, PathState> implements PathFacet {

    static final long MEGA = 1_000_000;
    static final long CAPACITY = 1_000 * MEGA;

    Paths(ModelSession at) {
      super(at);
    }

    @Override
    void check(PathSpec spec) {
      if (spec.bandwidth() <= 0 || spec.from().equals(spec.to())) {
        throw invalid("no such path can be");
      }
    }

    @Override
    void room(String uid, PathSpec spec) {
      if (!POINTS.contains(spec.from()) || !POINTS.contains(spec.to())) {
        throw missing("point " + spec.from() + " or " + spec.to());
      }
      if (spec.bandwidth() > CAPACITY && !is(Defect.NEVER_EXHAUSTED)) {
        throw new DriverException(Reason.EXHAUSTED, "so much is nowhere free");
      }
    }

    @Override
    void change(PathSpec before, PathSpec after) {
      boolean same = before.from().equals(after.from()) && before.to().equals(after.to());
      if (!same && !is(Defect.PATH_MOVES)) {
        throw invalid("the ends of a path stay");
      }
    }

    @Override
    PathState state(PathSpec spec, Optional<Integer> id) {
      return new PathState(
          spec.from(),
          spec.to(),
          is(Defect.THIN_PATH) ? spec.bandwidth() - 1 : spec.bandwidth(),
          id.map(i -> Duration.ofMillis(is(Defect.SLOW_PATH) ? 99 : 3)),
          List.of(),
          spec.spare(),
          true,
          id.map(i -> "p" + i));
    }

    @Override
    List<Trial<PathSpec>> tries() {
      return List.of(
          new Trial<>(spec("lyon", 10), spec("lyon", 20)),
          new Trial<>(spec("turin", 30), spec("turin", 40)));
    }

    private static PathSpec spec(String to, long mega) {
      return new PathSpec(
          "path", "bonn", to, mega * MEGA, Optional.of(Duration.ofMillis(20)), false);
    }
  }

  static final class Clusters extends ModelFacet<ClusterSpec, ClusterState>
      implements ClusterFacet {

    Clusters(ModelSession at) {
      super(at);
    }

    @Override
    void check(ClusterSpec spec) {
      long names = spec.pools().stream().map(ClusterSpec.Pool::name).distinct().count();
      boolean right =
          spec.version().matches("1\\.[0-9]+(\\.[0-9]+)?")
              && spec.pools().stream().allMatch(p -> p.count() >= 0 && p.cpu() > 0)
              && names == spec.pools().size();
      if (!right) {
        throw invalid("no such cluster can be");
      }
    }

    @Override
    void room(String uid, ClusterSpec spec) {
      spec.network()
          .ifPresent(
              n -> {
                throw missing("network " + n);
              });
    }

    @Override
    void change(ClusterSpec before, ClusterSpec after) {
      if (minor(after) < minor(before) && !is(Defect.VERSION_FALLS)) {
        throw invalid("the version of a cluster does not fall");
      }
    }

    private static int minor(ClusterSpec spec) {
      return Integer.parseInt(spec.version().split("\\.", -1)[1]);
    }

    @Override
    ClusterState state(ClusterSpec spec, Optional<Integer> id) {
      Map<String, Integer> ready = new TreeMap<>();
      int missing = is(Defect.WORKER_MISSING) ? 1 : 0;
      spec.pools().forEach(p -> ready.put(p.name(), p.count() - missing));
      return new ClusterState(
          spec.version(), ready, true, Optional.empty(), id.map(i -> "c" + i), Optional.empty());
    }

    @Override
    List<Trial<ClusterSpec>> tries() {
      return List.of(
          new Trial<>(spec("one", 1), spec("one", 2)), new Trial<>(spec("two", 3), spec("two", 4)));
    }

    private static ClusterSpec spec(String name, int count) {
      return new ClusterSpec(
          name,
          "1.31",
          List.of(new ClusterSpec.Pool("workers", count, 1, 1L << 30, Map.of())),
          Optional.empty());
    }

    @Override
    public String access(String uid, Deadline deadline) {
      at.reach(deadline);
      if (world().get(key(uid)).isEmpty() && !is(Defect.ACCESS_TO_NOBODY)) {
        throw missing("cluster " + uid);
      }
      return is(Defect.NO_ACCESS) ? "" : "kind: Config";
    }
  }
}
