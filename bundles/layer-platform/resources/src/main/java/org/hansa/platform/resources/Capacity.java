package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.About;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.control.Records;
import org.hansa.platform.api.Site;
import org.osgi.service.component.annotations.Component;

/**
 * What a site has, what of it is reserved, free and used, and how that has moved: in sum and host
 * by host, each figure with who says so and since when.
 */
@Component(service = Function.class)
public final class Capacity implements Function {

  private static final String WINDOW = "window";
  private static final int WEEK = 7 * 24 * 60;

  /**
   * @param answers what is known of it now: TRUE, FALSE or UNKNOWN
   * @param source who said so
   * @param since when that was first so
   * @param seconds how long that has been so
   */
  private record Line(
      @About("The host") String host,
      @About("Whether it answers now") Condition.State answers,
      @About("By figure and unit; without those that are not current")
          Map<String, Map<String, BigDecimal>> units,
      @About("Who said so") String source,
      @About("Since when it answers, or does not") Optional<Instant> since,
      @About("How long that is") Optional<Long> seconds) {}

  private record Answer(
      @About("True if nothing new is placed here") boolean cordoned,
      @About("What is known now, by unit and figure") Map<String, Map<String, BigDecimal>> units,
      @About("Why nothing is said of how it has moved") Optional<String> noTrend,
      @About("Each figure with its source and age") List<Figure> figures,
      @About("How it has moved") List<Trend.Moved> trend,
      @About("Host by host") List<Line> hosts) {}

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
    return "Capacity, reserved, free and used amounts by unit, with source, age and trend.";
  }

  @Override
  public List<Argument> arguments() {
    return List.of(Argument.number(WINDOW, "Minutes back to which the trend goes", 1, WEEK, 60));
  }

  @Override
  public Optional<Class<? extends Record>> answer() {
    return Optional.of(Answer.class);
  }

  @Override
  public Reply reply(Snapshot snapshot, Resource site, Map<String, String> arguments) {
    return reply(snapshot, Records.NONE, site, arguments);
  }

  @Override
  public Reply reply(
      Snapshot snapshot, Records records, Resource site, Map<String, String> arguments) {
    List<Resource> hosts = Sites.hosts(snapshot, site);
    Levels levels = new Levels(snapshot, new Metered(snapshot, records));
    List<Figure> figures = levels.of(hosts);
    Duration window = Duration.ofMinutes(Long.parseLong(arguments.getOrDefault(WINDOW, "60")));
    List<Trend.Moved> trend = Trend.of(snapshot, records, site, hosts, window);
    List<Line> lines = new ArrayList<>();
    hosts.forEach(host -> lines.add(line(snapshot, host, levels.of(List.of(host)))));
    boolean cordoned = site.spec().as(Site.Spec.class).cordoned().orElse(false);
    Optional<String> noTrend =
        trend.isEmpty()
            ? Optional.of("nothing is on record that you may read as events of this site")
            : Optional.empty();
    return Reply.of(Doc.of(new Answer(cordoned, current(figures), noTrend, figures, trend, lines)));
  }

  private static Map<String, Map<String, BigDecimal>> current(List<Figure> figures) {
    Map<String, Map<String, BigDecimal>> units = new TreeMap<>();
    figures.stream()
        .filter(Figure::current)
        .forEach(
            f ->
                f.amount()
                    .ifPresent(
                        n ->
                            units
                                .computeIfAbsent(f.unit(), u -> new TreeMap<>())
                                .put(f.figure(), n)));
    return units;
  }

  private static Line line(Snapshot snapshot, Resource host, List<Figure> figures) {
    Optional<Condition> ready = host.condition(Condition.READY);
    return new Line(
        host.ref().name(),
        ready.map(Condition::state).orElse(Condition.State.UNKNOWN),
        current(figures),
        Levels.source(snapshot, host),
        ready.map(Condition::since),
        ready.map(c -> Duration.between(c.since(), snapshot.now()).toSeconds()));
  }
}
