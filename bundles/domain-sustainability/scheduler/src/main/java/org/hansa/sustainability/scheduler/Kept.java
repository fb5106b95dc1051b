package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Footprint;
import org.hansa.sustainability.scheduler.shift.Slot;

/**
 * What was known of hours that a job's saving rests on. A series says what is to come and forgets
 * what has passed, so it is kept with the job.
 */
final class Kept {

  private static final int DIGITS = 9;

  private record Key(String site, Instant at) {}

  private final Map<Key, Job.Figure> figures = new HashMap<>();

  Kept(List<Job.Figure> figures) {
    figures.forEach(f -> this.figures.put(new Key(f.site(), f.at()), f));
  }

  boolean isMeasured(Slot slot) {
    return figure(slot).filter(Job.Figure::measured).isPresent();
  }

  /**
   * @param currency of the prices now; what was in another does not count
   */
  Footprint rate(Slot slot, Optional<String> currency) {
    Optional<Job.Figure> figure = figure(slot);
    Optional<String> mine = currency.or(this::currency);
    return new Footprint(
        figure.flatMap(Job.Figure::gramsPerKwh),
        figure.filter(f -> f.currency().equals(mine)).flatMap(Job.Figure::pricePerKwh));
  }

  Optional<String> currency() {
    return figures.values().stream().flatMap(f -> f.currency().stream()).sorted().findFirst();
  }

  /** Of these hours, with what has become known of them. */
  static List<Job.Figure> of(List<Slot> slots, Sums known, Sums measured, Instant now) {
    Map<Key, Job.Figure> next = new LinkedHashMap<>();
    for (Slot slot : slots) {
      boolean over = slot.hour().isBefore(now);
      boolean meters = over && measured.tells(slot);
      Sums sums = meters ? measured : known;
      figure(slot, sums.rate(slot), sums.currency(), meters)
          .ifPresent(f -> next.put(new Key(f.site(), f.at()), f));
    }
    return new ArrayList<>(next.values());
  }

  private Optional<Job.Figure> figure(Slot slot) {
    return Optional.ofNullable(figures.get(new Key(slot.site(), slot.hour())));
  }

  private static Optional<Job.Figure> figure(
      Slot slot, Footprint rate, Optional<String> currency, boolean measured) {
    return rate.grams().isEmpty() && rate.money().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Job.Figure(
                slot.hour(),
                slot.site(),
                rate.grams().map(Kept::shown),
                rate.money().map(Kept::shown),
                rate.money().flatMap(m -> currency),
                measured));
  }

  private static BigDecimal shown(BigDecimal amount) {
    BigDecimal plain = amount.setScale(DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
