package org.hansa.core.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenMetricsTest {

  @Test
  void familiesAreWrittenByNameWithTypeUnitHelpAndEnd() {
    Family age =
        new Family(
            "hansa_queue_oldest_seconds",
            Family.Type.GAUGE,
            "A \"queue\"\\'s age.",
            List.of(Sample.gauge(Map.of("route", "a\"b\\c\nd"), 0.25)));
    Family steps =
        new Family(
            "hansa_steps", Family.Type.COUNTER, "Steps.", List.of(Sample.counter(Map.of(), 7)));
    assertThat(OpenMetrics.text(List.of(steps, age)))
        .isEqualTo(
            """
            # TYPE hansa_queue_oldest_seconds gauge
            # UNIT hansa_queue_oldest_seconds seconds
            # HELP hansa_queue_oldest_seconds A \\"queue\\"\\\\'s age.
            hansa_queue_oldest_seconds{route="a\\"b\\\\c\\nd"} 0.25
            # TYPE hansa_steps counter
            # HELP hansa_steps Steps.
            hansa_steps_total 7
            # EOF
            """);
  }

  @Test
  void bucketsAreCumulativeAndABoundBelongsToItsBucket() {
    Histogram histogram = new Histogram();
    histogram.record(-5);
    histogram.record(100_000);
    histogram.record(100_001);
    histogram.record(1_000_000_000_000L);
    List<Sample> samples = histogram.samples(Map.of("controller", "c"));
    assertThat(samples.get(0).labels()).containsEntry("le", "0.0001");
    assertThat(samples).extracting(Sample::value).startsWith(2.0, 3.0);
    assertThat(samples.get(18).labels()).containsEntry("le", "100.0");
    assertThat(samples.get(19).labels()).containsEntry("le", "+Inf");
    assertThat(samples.get(19).value()).isEqualTo(4);
    assertThat(samples.get(20)).extracting(Sample::suffix, Sample::value).contains("_count", 4.0);
    assertThat(samples.get(21).value()).isEqualTo(1000.000200001);
  }

  @Test
  void whatIsNoNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Family("a b", Family.Type.GAUGE, "", List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Sample.gauge(Map.of("A-b", "x"), 1));
  }
}
