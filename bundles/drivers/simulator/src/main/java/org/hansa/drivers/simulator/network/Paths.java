package org.hansa.drivers.simulator.network;

import static org.hansa.drivers.simulator.world.Words.require;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.network.PathFacet;
import org.hansa.core.driver.network.PathSpec;
import org.hansa.core.driver.network.PathState;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Taken;
import org.hansa.drivers.simulator.world.Words;

/** Paths along the links of transport networks: what one takes, no other has. */
public final class Paths extends Modelled<PathSpec, PathState, Lane> implements PathFacet {

  private static final long TRIED = 1_000_000;
  private static final double MICROS = 1_000;
  private static final long NANOS = 1_000;

  private final Points points;

  public Paths(Here here, Points points) {
    super(here, Lane.class);
    this.points = points;
  }

  @Override
  protected void check(PathSpec spec) {
    Words.name(spec.name());
    Words.reference("from", spec.from());
    Words.reference("to", spec.to());
    require(!spec.from().equals(spec.to()), "the path begins and ends at " + spec.from());
    Words.positive("bandwidth", spec.bandwidth());
    require(
        spec.latency().filter(l -> l.isNegative() || l.isZero()).isEmpty(),
        "latency must be more than nothing, or not said");
  }

  @Override
  protected PathState expected(PathSpec spec, String print) {
    return new PathState(
        spec.from(),
        spec.to(),
        spec.bandwidth(),
        Optional.empty(),
        List.of(),
        spec.spare(),
        true,
        Optional.empty());
  }

  @Override
  protected Made<Lane> make(
      String uid, PathSpec spec, String print, Optional<Kept<Lane>> before, Taken taken, long now) {
    before
        .map(Kept::thing)
        .ifPresent(
            old ->
                require(
                    old.from().equals(spec.from()) && old.to().equals(spec.to()),
                    "the path "
                        + uid
                        + " joins "
                        + old.from()
                        + " and "
                        + old.to()
                        + " and cannot join others; make another"));
    Points.Point from = point(spec.from());
    Points.Point to = point(spec.to());
    if (!from.network().equals(to.network()) || from.site().equals(to.site())) {
      throw Refusal.exhausted(
          "no way leads from " + from.name() + " to " + to.name() + ": choose points of two sites");
    }
    requireFree(from, spec.bandwidth(), taken);
    requireFree(to, spec.bandwidth(), taken);
    List<Routes.Way> ways = ways(spec, from, to, taken);
    return new Made<>(
        new Lane(
            print,
            spec.name(),
            from.network(),
            spec.from(),
            spec.to(),
            spec.bandwidth(),
            Math.round(ways.get(0).latency() * MICROS),
            ways.get(0).nodes(),
            ways.size() > 1 ? ways.get(1).nodes() : List.of()),
        here.durations().path());
  }

  private List<Routes.Way> ways(PathSpec spec, Points.Point from, Points.Point to, Taken taken) {
    Routes routes = new Routes(from.transport(), here.site().continuum());
    int count = spec.spare() ? 2 : 1;
    List<Routes.Way> ways =
        routes
            .find(
                from.site(),
                to.site(),
                count,
                link ->
                    link.rate() - taken.of(Lane.link(from.network(), link.name()))
                        >= spec.bandwidth())
            .orElseThrow(
                () ->
                    Refusal.exhausted(
                        "from "
                            + from.site()
                            + " to "
                            + to.site()
                            + (count > 1 ? " there are no two ways apart" : " there is no way")
                            + " with "
                            + spec.bandwidth()
                            + " bit/s free; ask for less"));
    double slowest = ways.get(ways.size() - 1).latency();
    spec.latency()
        .filter(most -> slowest * MICROS * NANOS > most.toNanos())
        .ifPresent(
            most -> {
              throw Refusal.exhausted(
                  "the fastest way with room takes "
                      + Math.round(slowest * MICROS)
                      + " microseconds, more than the "
                      + most.toNanos() / NANOS
                      + " that were asked for");
            });
    return ways;
  }

  private Points.Point point(String name) {
    Points.Point point = points.byName().get(name);
    if (point == null) {
      throw Refusal.notFound("there is no point " + name + "; look at them");
    }
    return point;
  }

  private static void requireFree(Points.Point point, long bandwidth, Taken taken) {
    long free = point.rate() - taken.of(point.pool());
    if (bandwidth > free) {
      throw Refusal.exhausted(
          "the point "
              + point.name()
              + " has "
              + free
              + " of "
              + point.rate()
              + " bit/s free, and "
              + bandwidth
              + " were asked for");
    }
  }

  @Override
  protected PathState show(String uid, Kept<Lane> kept, long now) {
    Lane lane = kept.thing();
    return new PathState(
        lane.from(),
        lane.to(),
        lane.bandwidth(),
        Optional.of(Duration.ofNanos(lane.micros() * NANOS)),
        lane.nodes(),
        !lane.other().isEmpty(),
        !kept.busy(now),
        Optional.of(here.id("path", NAME, uid)));
  }

  @Override
  public List<Trial<PathSpec>> trials(Deadline deadline) {
    return here.calls().make(NAME, "trials", "", deadline, this::trials);
  }

  /** Between points with room for both, on different sites. */
  private List<Trial<PathSpec>> trials() {
    synchronized (here.book()) {
      here.book().advance();
      Taken taken = taken();
      List<Points.Point> free = new ArrayList<>(points.byName().values());
      free.removeIf(p -> p.rate() - taken.of(p.pool()) < 4 * TRIED);
      for (Points.Point from : free) {
        for (Points.Point to : free) {
          PathSpec spec = trial("one", from.name(), to.name(), TRIED);
          if (!from.site().equals(to.site())
              && from.network().equals(to.network())
              && ways(trial("all", from.name(), to.name(), 4 * TRIED), from, to, taken).size()
                  > 0) {
            return List.of(
                new Trial<>(spec, trial("one", from.name(), to.name(), 2 * TRIED)),
                new Trial<>(
                    trial("two", to.name(), from.name(), TRIED),
                    trial("two", to.name(), from.name(), 2 * TRIED)));
          }
        }
      }
    }
    throw Refusal.exhausted("no two points of different sites have 4 Mbit/s free");
  }

  private static PathSpec trial(String name, String from, String to, long bandwidth) {
    return new PathSpec(name, from, to, bandwidth, Optional.empty(), false);
  }
}
