package org.hansa.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Histogram;
import org.hansa.core.api.metrics.OpenMetrics;
import org.hansa.core.api.metrics.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we write is read back as it was; what is broken in one place is refused. */
class ExpositionTest {

  private static final Histogram TAKEN = new Histogram();

  static {
    TAKEN.record(300_000);
    TAKEN.record(7_000_000_000L);
  }

  private static final List<Family> FAMILIES =
      List.of(
          new Family("a_seconds", Family.Type.HISTOGRAM, "Took.", TAKEN.samples(Map.of("b", "c"))),
          new Family(
              "queue",
              Family.Type.GAUGE,
              "Waits.",
              List.of(Sample.gauge(Map.of("r", "x\\y\"z\n", "s", "1"), -0.5))),
          new Family("steps", Family.Type.COUNTER, "Made.", List.of(Sample.counter(Map.of(), 7))));

  @Test
  void whatWeWriteIsReadAsItWas() {
    assertThat(Exposition.read(OpenMetrics.text(FAMILIES))).isEqualTo(FAMILIES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "# EOF> # END> EOF",
        "# HELP queue Waits.\\n>> no help",
        "# TYPE queue gauge> # TYPE steps gauge> does not begin",
        "# UNIT a_seconds seconds> # UNIT a_seconds bytes> unit",
        "steps_total 7> steps 7> suffix",
        "steps_total 7> steps_total -7> below zero",
        "steps_total 7> steps_total seven> neither",
        "steps_total 7> steps_total 7\\nsteps_total 7> twice",
        "steps_total 7> steps_total 7\\n# HELP queue Again.> two places",
        "s=\"1\"> r=\"1\"> label twice",
        "s=\"1\"> s=1> cannot be read",
        "le=\"0.0001\"> le=\"1.0E-4\"> the bound 1.0E-4",
        "le=\"+Inf\"} 2> le=\"+Inf\"} 3> counts otherwise",
        "le=\"+Inf\"} 2> le=\"200.0\"} 2> no bucket for all",
        "le=\"0.001\"} 1> le=\"0.001\"} 0> does not cumulate",
        "a_seconds_sum{b=\"c\"} 7.0003> a_seconds_sum{b=\"c\"} -1> sums wrongly",
      })
  void whatIsBrokenInOnePlaceIsRefused(String whole, String broken, String why) {
    String text = OpenMetrics.text(FAMILIES);
    String from = whole.replace("\\n", "\n");
    assertThat(text).contains(from);
    String to = broken == null ? "" : broken.replace("\\n", "\n");
    assertThatThrownBy(() -> Exposition.read(text.replace(from, to)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(why);
  }
}
