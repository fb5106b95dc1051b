package org.hansa.core.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;
import org.hansa.core.api.store.Inspector;

/** What a store says of the damage that it looks for. */
final class InspectionFigures {

  private InspectionFigures() {}

  /**
   * @param complete the last inspection that came to its end
   * @param age how long ago that was
   */
  static List<Family> of(
      boolean damaged,
      Optional<Inspector.Report> complete,
      Function<Inspector.Report, Duration> age) {
    return List.of(
        new Family(
            "hansa_damaged",
            Family.Type.GAUGE,
            "1 if the database is known to be damaged and nothing more is written to it, else 0.",
            List.of(Sample.gauge(Map.of(), damaged ? 1 : 0))),
        new Family(
            "hansa_inspection_age_seconds",
            Family.Type.GAUGE,
            "How long ago the last inspection of the database came to its end; none before that.",
            complete.map(age).map(past -> gauge(Math.max(0, past.toMillis()) / 1000.0)).stream()
                .toList()),
        new Family(
            "hansa_inspection_rows",
            Family.Type.GAUGE,
            "Rows that it looked at.",
            complete.map(report -> gauge((double) report.rows())).stream().toList()));
  }

  private static Sample gauge(double value) {
    return Sample.gauge(Map.of(), value);
  }
}
