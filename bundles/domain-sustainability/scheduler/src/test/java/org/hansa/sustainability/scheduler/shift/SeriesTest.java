package org.hansa.sustainability.scheduler.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Series quarters(String... values) {
    return new Series(
        START,
        Duration.ofMinutes(15),
        List.of(values).stream()
            .map(v -> Optional.of(v).filter(x -> !x.isEmpty()).map(BigDecimal::new))
            .toList());
  }

  @Test
  void hasNoValueOutsideAndInGaps() {
    Series series = quarters("1", "", "3");

    assertThat(series.at(START.minusMillis(1))).isEmpty();
    assertThat(series.at(START.plusSeconds(899))).contains(BigDecimal.ONE);
    assertThat(series.at(START.plusSeconds(900))).isEmpty();
    assertThat(series.at(series.end())).isEmpty();
  }

  @Test
  void weighsAMeanByTimeAndHasNoneOverAGap() {
    Series series = quarters("1", "2", "3", "6", "");

    assertThat(series.mean(START, START.plus(Series.HOUR)).orElseThrow()).isEqualByComparingTo("3");
    assertThat(series.mean(START.plusSeconds(600), START.plusSeconds(1200)).orElseThrow())
        .isEqualByComparingTo("1.5");
    assertThat(series.mean(START.plusSeconds(900), START.plusSeconds(1200)))
        .contains(new BigDecimal(2));
    assertThat(series.mean(START, START.plusSeconds(4500))).isEmpty();
    assertThat(series.mean(START, START)).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new Series(START, Duration.ZERO, List.of()))
        .hasMessageContaining("must be positive");
    assertThatThrownBy(() -> new Weights(BigDecimal.ZERO, BigDecimal.ZERO))
        .hasMessageContaining("choose nothing");
    assertThatThrownBy(() -> Forecast.certain(START, quarters("1")).series().values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
