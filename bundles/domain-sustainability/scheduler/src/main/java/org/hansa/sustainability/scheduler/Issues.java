package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
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
  private static final Duration SPAN = Duration.ofDays(14);

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
    if (series.isDeleting()) {
      return Step.done();
    }
    Optional<Problem> trouble = trouble(snapshot, series);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    EnergySeries.Spec spec = series.spec().as(EnergySeries.Spec.class);
    EnergySeries.Status before = series.status().as(EnergySeries.Status.class);
    boolean alone = !spec.independent().orElse(false);
    EnergySeries.Status next =
        new EnergySeries.Status(
            Optional.of(spec.issued()), alone ? List.of() : means(snapshot, spec, before));
    return next.equals(before) && !series.status().isEmpty()
        ? Step.done()
        : Step.of(new Change.Status(series.ref(), Doc.of(next), List.of()));
  }

  /** Why a series is not used as it stands; empty if it is. */
  static Optional<Problem> trouble(Snapshot snapshot, Resource series) {
    EnergySeries.Spec spec = series.spec().as(EnergySeries.Spec.class);
    Instant now = snapshot.now();
    if (spec.issued().isAfter(now.plus(Series.HOUR))) {
      return trouble("issued", spec.issued(), "not after " + now, "Say when it was issued.");
    }
    Optional<Instant> newest = series.status().as(EnergySeries.Status.class).issued();
    if (newest.filter(spec.issued()::isBefore).isPresent()) {
      return trouble(
          "issued",
          spec.issued(),
          "not before " + newest.get() + ", which is known already",
          "Write the newest issue, or this one as issued then.");
    }
    List<Instant> hours = spec.hours().stream().map(EnergySeries.Hour::at).sorted().toList();
    for (Instant at : hours) {
      if (at.getEpochSecond() % Series.HOUR.toSeconds() != 0 || at.getNano() != 0) {
        return trouble("hours", at, "the beginning of a full hour", "Say what counts from there.");
      }
    }
    if (!hours.isEmpty() && !hours.get(hours.size() - 1).isBefore(end(hours.get(0)))) {
      return trouble(
          "hours",
          hours.get(0) + " to " + hours.get(hours.size() - 1),
          "within " + SPAN.toDays() + " days",
          "Leave out what nobody needs any more, or yet.");
    }
    return Optional.empty();
  }

  /** Never beyond what can be said of time. */
  private static Instant end(Instant first) {
    return first.isAfter(Instant.MAX.minus(SPAN)) ? Instant.MAX : first.plus(SPAN);
  }

  private static Optional<Problem> trouble(String what, Object value, String rule, String cure) {
    return Optional.of(Problem.invalid(what, value, rule, cure));
  }

  private static List<EnergySeries.Mean> means(
      Snapshot snapshot, EnergySeries.Spec spec, EnergySeries.Status before) {
    // Said once more with other figures, an issue takes the place of what it said before.
    boolean again = before.issued().filter(spec.issued()::equals).isPresent();
    Map<Instant, EnergySeries.Mean> former =
        before.hours().stream()
            .flatMap(mean -> again ? mean.former().stream() : Stream.of(mean))
            .collect(Collectors.toMap(EnergySeries.Mean::at, Function.identity(), (a, b) -> b));
    Instant over = snapshot.now().minus(Series.HOUR);
    List<EnergySeries.Mean> means = new ArrayList<>();
    for (EnergySeries.Hour hour : spec.hours()) {
      // What has passed is measured, or forgotten.
      if (hour.at().isAfter(over) && !hour.measured().orElse(false)) {
        means.add(mean(Optional.ofNullable(former.get(hour.at())), hour));
      }
    }
    return means;
  }

  private static EnergySeries.Mean mean(
      Optional<EnergySeries.Mean> former, EnergySeries.Hour hour) {
    int issues = former.map(EnergySeries.Mean::issues).orElse(0);
    return new EnergySeries.Mean(
        hour.at(),
        mean(former.flatMap(EnergySeries.Mean::gramsPerKwh), issues, hour.gramsPerKwh()),
        mean(former.flatMap(EnergySeries.Mean::pricePerKwh), issues, hour.pricePerKwh()),
        issues + 1,
        former.flatMap(EnergySeries.Mean::gramsPerKwh),
        former.flatMap(EnergySeries.Mean::pricePerKwh));
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
