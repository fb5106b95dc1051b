package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.hansa.core.api.Json;
import org.hansa.core.driver.workload.Reading;
import org.junit.jupiter.api.Test;

class ReadingTest {

  /** As a driver gives it, whose meter knows nothing of the moment. */
  @Test
  void oneWithoutGaugesOrCountersIsReadAsItWasWritten() {
    Reading counted =
        new Reading(
            "run-1",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(9),
            Map.of("cpu-seconds", BigDecimal.ONE),
            Map.of(),
            "/proc");
    Reading nothing =
        new Reading("run-1", Instant.EPOCH, Instant.EPOCH, Map.of(), Map.of(), "/proc");

    assertThat(Json.view(Json.tree(counted), Reading.class)).isEqualTo(counted);
    assertThat(Json.view(Json.tree(nothing), Reading.class)).isEqualTo(nothing);
  }
}
