package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Function;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.osgi.service.component.annotations.Component;

/** What a site has, what of it is reserved and what is free, host by host and in sum. */
@Component(service = Function.class)
public final class Capacity implements Function {

  private record Unit(BigDecimal capacity, BigDecimal reserved, BigDecimal free) {
    Unit plus(Unit other) {
      return new Unit(
          capacity.add(other.capacity), reserved.add(other.reserved), free.add(other.free));
    }
  }

  /**
   * @param answers what is known of it now: TRUE, FALSE or UNKNOWN
   * @param source who said so
   * @param since when that was first so
   * @param seconds how long that has been so
   */
  private record Line(
      String host,
      Map<String, Unit> units,
      Condition.State answers,
      String source,
      Optional<Instant> since,
      Optional<Long> seconds) {}

  private record Answer(Map<String, Unit> units, boolean cordoned, List<Line> hosts) {}

  @Override
  public String kind() {
    return Site.KIND;
  }

  @Override
  public String name() {
    return "capacity";
  }

  @Override
  public String about() {
    return "Capacity, reserved and free amounts by unit, with their source and age.";
  }

  @Override
  public Optional<Class<? extends Record>> answer() {
    return Optional.of(Answer.class);
  }

  @Override
  public Reply reply(Snapshot snapshot, Resource site, Map<String, String> arguments) {
    List<Line> lines =
        Sites.hosts(snapshot, site).stream().map(host -> line(snapshot, host)).toList();
    Map<String, Unit> sums = new TreeMap<>();
    for (Line line : lines) {
      line.units().forEach((unit, n) -> sums.merge(unit, n, Unit::plus));
    }
    boolean cordoned = site.spec().as(Site.Spec.class).cordoned().orElse(false);
    return Reply.of(Doc.of(new Answer(sums, cordoned, lines)));
  }

  private static Line line(Snapshot snapshot, Resource host) {
    Claims claims = snapshot.claims(host.ref());
    Map<String, Unit> units = new TreeMap<>();
    host.status()
        .as(Host.Status.class)
        .allocatable()
        .forEach(
            (unit, all) -> {
              BigDecimal reserved = claims.amount(unit);
              units.put(unit, new Unit(all, reserved, all.subtract(reserved)));
            });
    Host.Spec spec = host.spec().as(Host.Spec.class);
    Optional<Resource> endpoint =
        snapshot.get(new Ref(Endpoint.KIND, host.ref().tenant(), spec.endpoint()));
    String driver =
        endpoint.map(e -> e.spec().as(Endpoint.Spec.class).driver()).orElse("no driver");
    Optional<Condition> ready = host.condition(Condition.READY);
    return new Line(
        host.ref().name(),
        units,
        ready.map(Condition::state).orElse(Condition.State.UNKNOWN),
        "endpoint " + spec.endpoint() + " by driver " + driver,
        ready.map(Condition::since),
        ready.map(c -> Duration.between(c.since(), snapshot.now()).toSeconds()));
  }
}
