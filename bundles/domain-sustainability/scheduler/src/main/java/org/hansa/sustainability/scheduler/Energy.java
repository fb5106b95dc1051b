package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.sustainability.api.EnergySeries;
import org.hansa.sustainability.scheduler.shift.Footprint;
import org.hansa.sustainability.scheduler.shift.Load;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Slot;
import org.hansa.sustainability.scheduler.shift.Supply;

/**
 * What is known of the energy of some sites.
 *
 * @param currency of the prices; empty if there are none, or they differ: then no price counts
 */
record Energy(List<Supply> supplies, Optional<String> currency) {

  /** All that is known, forecast or measured. */
  static Energy known(Snapshot snapshot, String tenant, List<String> sites) {
    return of(new Whose(snapshot, tenant), sites, hour -> true);
  }

  /** What was measured alone. */
  static Energy measured(Snapshot snapshot, String tenant, List<String> sites) {
    return of(new Whose(snapshot, tenant), sites, hour -> hour.measured().orElse(false));
  }

  private static Energy of(Whose whose, List<String> sites, Predicate<EnergySeries.Hour> counts) {
    Map<String, EnergySeries.Spec> specs = new TreeMap<>();
    for (String site : sites) {
      whose.series(site).ifPresent(r -> specs.put(site, together(r)));
    }
    List<String> currencies =
        specs.values().stream().flatMap(s -> s.currency().stream()).distinct().toList();
    boolean one = currencies.size() == 1;
    List<Supply> supplies = new ArrayList<>();
    specs.forEach(
        (site, spec) -> {
          List<EnergySeries.Hour> hours = spec.hours().stream().filter(counts).toList();
          boolean priced = one && spec.currency().isPresent();
          supplies.add(
              new Supply(
                  site,
                  series(hours, EnergySeries.Hour::gramsPerKwh),
                  priced ? series(hours, EnergySeries.Hour::pricePerKwh) : Optional.empty(),
                  series(hours, EnergySeries.Hour::surplusWatts)));
        });
    return new Energy(supplies, one ? Optional.of(currencies.get(0)) : Optional.empty());
  }

  /** With the means of all issues for its own forecasts, where there are some. */
  private static EnergySeries.Spec together(Resource series) {
    EnergySeries.Spec spec = series.spec().as(EnergySeries.Spec.class);
    EnergySeries.Status status = series.status().as(EnergySeries.Status.class);
    if (status.issued().filter(spec.issued()::equals).isEmpty()) {
      return spec;
    }
    Map<Instant, EnergySeries.Mean> means = new TreeMap<>();
    status.hours().forEach(mean -> means.put(mean.at(), mean));
    List<EnergySeries.Hour> hours = new ArrayList<>();
    for (EnergySeries.Hour hour : spec.hours()) {
      Optional<EnergySeries.Mean> mean =
          Optional.ofNullable(means.get(hour.at())).filter(m -> !hour.measured().orElse(false));
      hours.add(mean.map(m -> by(m, hour)).orElse(hour));
    }
    return new EnergySeries.Spec(
        spec.source(), spec.issued(), spec.currency(), hours, spec.independent());
  }

  private static EnergySeries.Hour by(EnergySeries.Mean mean, EnergySeries.Hour hour) {
    return new EnergySeries.Hour(
        hour.at(), mean.gramsPerKwh(), mean.pricePerKwh(), hour.surplusWatts(), hour.measured());
  }

  /** What one more kWh causes and costs then and there. */
  Footprint rate(Slot slot, BigDecimal watts, Load others) {
    return supplies.stream()
        .filter(s -> s.site().equals(slot.site()))
        .findFirst()
        .map(s -> s.perKwh(slot.hour(), watts, others.used(slot.site(), slot.hour())))
        .orElse(new Footprint(Optional.empty(), Optional.empty()));
  }

  boolean hasSurplus() {
    return supplies.stream().anyMatch(s -> s.surplus().isPresent());
  }

  /** Of an hour that is said twice the later counts. */
  private static Optional<Series> series(
      List<EnergySeries.Hour> hours, Function<EnergySeries.Hour, Optional<BigDecimal>> what) {
    TreeMap<Instant, BigDecimal> values = new TreeMap<>();
    for (EnergySeries.Hour hour : hours) {
      what.apply(hour).ifPresent(v -> values.put(hour.at().truncatedTo(ChronoUnit.HOURS), v));
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Instant begin = values.firstKey();
    long count = Duration.between(begin, values.lastKey()).toHours() + 1;
    List<Optional<BigDecimal>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Optional.ofNullable(values.get(begin.plus(Series.HOUR.multipliedBy(i)))));
    }
    return Optional.of(new Series(begin, Series.HOUR, all));
  }
}
