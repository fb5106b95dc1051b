package org.hansa.core.kit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.machine.BareMetalSpec;
import org.hansa.core.driver.machine.BaseImageFacet;
import org.hansa.core.driver.machine.BaseImageState;
import org.hansa.core.driver.machine.ServerFacet;
import org.hansa.core.driver.machine.ServerState;
import org.hansa.core.driver.machine.SizeFacet;
import org.hansa.core.driver.machine.SizeState;
import org.hansa.core.driver.network.PathSpec;
import org.hansa.core.driver.network.PointFacet;
import org.hansa.core.driver.network.PointState;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.place.SiteState;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;

/** What is found behind the model's endpoint. */
final class ModelInventories {

  private ModelInventories() {}

  static List<Ability> all(ModelSession at) {
    return List.of(
        new Sites(at),
        new Hosts(at),
        new Servers(at),
        new Sizes(at),
        new BaseImages(at),
        new Points(at));
  }

  private static <T> List<T> found(ModelSession at, Deadline deadline, Supplier<List<T>> all) {
    boolean nothing =
        (at.away() && at.is(Defect.AWAY_FINDS_NOTHING))
            || (at.denied() && at.is(Defect.DENIED_FINDS_NOTHING));
    if (nothing) {
      return List.of();
    }
    at.reach(deadline);
    return all.get();
  }

  record Sites(ModelSession at) implements SiteFacet {

    @Override
    public List<SiteState> all(Deadline deadline) {
      return found(at, deadline, () -> List.of(site()));
    }

    private SiteState site() {
      return new SiteState(
          "hall-1",
          "model",
          at.is(Defect.SITE_OF_NO_COUNTRY) ? "Utopia" : "DE",
          Optional.of(BigDecimal.valueOf(53.9)),
          Optional.of(BigDecimal.valueOf(10.7)),
          List.of("ISO 27001"),
          Optional.of("internal"),
          Optional.of(new SiteState.Price("EUR", BigDecimal.ONE, BigDecimal.ONE, Optional.empty())),
          Optional.of(new SiteState.Energy(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.valueOf(10))),
          false,
          true);
    }
  }

  record Hosts(ModelSession at) implements HostFacet {

    @Override
    public List<HostState> all(Deadline deadline) {
      return found(at, deadline, () -> List.of(host()));
    }

    private HostState host() {
      String moving = "host-" + at.model().world().counter.incrementAndGet();
      String name = at.is(Defect.MOVING_INVENTORY) ? moving : "host-1";
      return new HostState(
          at.is(Defect.SHOUTED_NAME) ? "Host 1" : name,
          Map.of(
              "cpu",
              BigDecimal.valueOf(at.is(Defect.NEGATIVE_HOST) ? -4 : 4),
              "memory",
              BigDecimal.TEN),
          Map.of(),
          List.of("model"),
          "127.0.0.1",
          20_000,
          30_000,
          taken(),
          Optional.empty(),
          Optional.of(at.is(Defect.HOST_NOWHERE) ? "hall-9" : "hall-1"));
    }

    private List<Integer> taken() {
      return at.is(Defect.OWN_PORT_TAKEN)
          ? at.model().world().specs(ForwardSpec.class).stream().map(ForwardSpec::port).toList()
          : List.of(at.is(Defect.PORT_BESIDE) ? 80 : 20_080);
    }
  }

  record Servers(ModelSession at) implements ServerFacet {

    @Override
    public List<ServerState> all(Deadline deadline) {
      return found(at, deadline, () -> IntStream.range(0, 8).mapToObj(this::server).toList());
    }

    private ServerState server(int n) {
      String name = ModelMachines.Claims.server(n);
      World world = at.model().world();
      boolean claimed =
          world.burnt.contains(name)
              || world.specs(BareMetalSpec.class).stream().anyMatch(s -> s.server().equals(name));
      return new ServerState(
          name,
          at.is(Defect.SERVER_WITHOUT_MEMORY)
              ? Map.of("cpu", BigDecimal.TEN)
              : Map.of("cpu", BigDecimal.TEN, "memory", BigDecimal.TEN),
          Map.of(),
          ServerState.Power.OFF,
          ServerState.Health.OK,
          claimed && !at.is(Defect.CLAIM_UNSEEN));
    }
  }

  record Sizes(ModelSession at) implements SizeFacet {

    @Override
    public List<SizeState> all(Deadline deadline) {
      int cpu = at.is(Defect.SIZE_OF_NOTHING) ? 0 : 2;
      return found(
          at, deadline, () -> List.of(new SizeState("small", cpu, 1L << 30, 1L << 30, Map.of())));
    }
  }

  record BaseImages(ModelSession at) implements BaseImageFacet {

    @Override
    @SuppressWarnings("unchecked")
    public List<BaseImageState> all(Deadline deadline) {
      if (at.is(Defect.FOREIGN_FIND)) {
        List<?> foreign = List.of(new SizeState("big", 1, 1, 1, Map.of()));
        return (List<BaseImageState>) foreign;
      }
      long disk = at.is(Defect.NEGATIVE_DISK) ? -1 : 1L << 30;
      return found(
          at, deadline, () -> List.of(new BaseImageState(ModelMachines.IMAGE, Map.of(), disk)));
    }
  }

  record Points(ModelSession at) implements PointFacet {

    private static final long CAPACITY = ModelNetworks.Paths.CAPACITY;

    @Override
    public List<PointState> all(Deadline deadline) {
      return found(at, deadline, () -> ModelNetworks.POINTS.stream().map(this::point).toList());
    }

    private PointState point(String name) {
      long taken =
          at.is(Defect.PATH_TAKES_NOTHING)
              ? 0
              : at.model().world().specs(PathSpec.class).stream()
                  .filter(p -> p.from().equals(name) || p.to().equals(name))
                  .mapToLong(PathSpec::bandwidth)
                  .sum();
      long free = at.is(Defect.MORE_FREE_THAN_ALL) ? CAPACITY + 1 : CAPACITY - taken;
      return new PointState(name, Map.of(), CAPACITY, free, true);
    }
  }
}
