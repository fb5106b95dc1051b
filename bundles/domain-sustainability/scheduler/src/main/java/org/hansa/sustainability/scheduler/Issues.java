package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.sustainability.api.EnergySeries;
import org.hansa.sustainability.scheduler.shift.Series;
import org.osgi.service.component.annotations.Component;

/**
 * Takes all forecasts of an hour together, where their errors are independent: the mean of n issues
 * misses by the square root of n less than one of them. The mean is kept beside the newest issue,
 * so that no former one need be.
 */
@Component(service = Controller.class)
public final class Issues implements Controller {

  private static final int DIGITS = 6;

  @Override
  public String name() {
    return "scheduler.issues";
  }

  @Override
  public String kind() {
    return EnergySeries.KIND;
  }

  @Override
  public Step step(Snapshot snapshot, Resource series) {
    EnergySeries.Spec spec = series.spec().as(EnergySeries.Spec.class);
    if (series.isDeleting()) {
      return Step.done();
    }
    if (!spec.independent().orElse(false)) {
      return series.status().isEmpty()
          ? Step.done()
          : Step.of(new Change.Status(series.ref(), Doc.EMPTY, List.of()));
    }
    EnergySeries.Status before = series.status().as(EnergySeries.Status.class);
    if (before.issued().filter(spec.issued()::equals).isPresent()) {
      return Step.done();
    }
    Map<Instant, EnergySeries.Mean> former =
        before.hours().stream()
            .collect(Collectors.toMap(EnergySeries.Mean::at, Function.identity(), (a, b) -> b));
    Instant over = snapshot.now().minus(Series.HOUR);
    List<EnergySeries.Mean> means = new ArrayList<>();
    for (EnergySeries.Hour hour : spec.hours()) {
      // What has passed is measured, or forgotten.
      if (hour.at().isAfter(over) && !hour.measured().orElse(false)) {
        means.add(mean(Optional.ofNullable(former.get(hour.at())), hour));
      }
    }
    EnergySeries.Status next = new EnergySeries.Status(Optional.of(spec.issued()), means);
    return Step.of(new Change.Status(series.ref(), Doc.of(next), List.of()));
  }

  private static EnergySeries.Mean mean(
      Optional<EnergySeries.Mean> former, EnergySeries.Hour hour) {
    int issues = former.map(EnergySeries.Mean::issues).orElse(0);
    return new EnergySeries.Mean(
        hour.at(),
        mean(former.flatMap(EnergySeries.Mean::gramsPerKwh), issues, hour.gramsPerKwh()),
        mean(former.flatMap(EnergySeries.Mean::pricePerKwh), issues, hour.pricePerKwh()),
        issues + 1);
  }

  /** Of which only one is known, that one. */
  private static Optional<BigDecimal> mean(
      Optional<BigDecimal> former, int issues, Optional<BigDecimal> newer) {
    if (former.isEmpty() || newer.isEmpty()) {
      return former.or(() -> newer);
    }
    BigDecimal sum = former.get().multiply(BigDecimal.valueOf(issues)).add(newer.get());
    return Optional.of(
        sum.divide(BigDecimal.valueOf(issues + 1L), MathContext.DECIMAL64)
            .setScale(DIGITS, RoundingMode.HALF_EVEN));
  }
}
