package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;
import org.hansa.core.testing.Exposition;

/** What an installation says that it has measured. */
record Metrics(Map<String, Family> families) {

  /** When all is well and at rest, and just inspected: there is no follower, either. */
  private static final List<String> MAY_BE_ZERO =
      List.of(
          "hansa_calls_lost",
          "hansa_calls_running",
          "hansa_damaged",
          "hansa_endpoint_oldest_seconds",
          "hansa_endpoint_waiting",
          "hansa_follower_behind",
          "hansa_follower_delivered",
          "hansa_follower_failures",
          "hansa_follower_stalled",
          "hansa_inspection_age_seconds",
          "hansa_queue_ready",
          "hansa_queue_oldest_seconds",
          "hansa_queue_running",
          "hansa_queue_failing",
          "hansa_queue_parked",
          "hansa_step_failures",
          "hansa_watch_behind",
          "hansa_writes_fenced",
          "hansa_writes_waiting");

  static Metrics of(Rest rest) throws IOException {
    String text = rest.get("/metrics").ok().body().path("text").asText();
    return new Metrics(
        Exposition.read(text).stream()
            .collect(
                Collectors.toMap(Family::name, Function.identity(), (a, b) -> null, TreeMap::new)));
  }

  /** All families are in the README, and nothing else is. */
  void assertDocumented() throws IOException {
    Path readme = Path.of("../../bundles/core/README.md");
    List<String> told =
        Pattern.compile("^\\| `(hansa_[a-z_]+)` ", Pattern.MULTILINE)
            .matcher(Files.readString(readme))
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    assertThat(families.keySet()).containsExactlyInAnyOrderElementsOf(told);
  }

  /** Each has counted something; what can be told of it beforehand is as it must be. */
  void assertWorked() {
    for (Family family : families.values()) {
      assertThat(family.samples())
          .as(family.name())
          .allSatisfy(sample -> assertThat(sample.value()).isNotNegative());
      if (!MAY_BE_ZERO.contains(family.name())) {
        assertThat(family.samples().stream().mapToDouble(Sample::value).sum())
            .as(family.name())
            .isPositive();
      }
    }
    double commits = value("hansa_commit_seconds", "_count", Map.of());
    assertThat(value("hansa_flush_seconds", "_count", Map.of())).isEqualTo(commits);
    assertThat(value("hansa_flush_seconds", "_sum", Map.of()))
        .isLessThan(value("hansa_commit_seconds", "_sum", Map.of()));
    assertThat(value("hansa_transactions", "_total", Map.of())).isGreaterThanOrEqualTo(commits);
    assertThat(value("hansa_revision", "", Map.of())).isGreaterThan(20);
    assertThat(value("hansa_resources", "", Map.of("kind", "Application"))).isEqualTo(1);
    assertThat(value("hansa_snapshot_bytes", "", Map.of("kind", "Application")))
        .isBetween(1_000.0, 100_000.0);
    assertThat(
            value(
                "hansa_steps",
                "_total",
                Map.of("controller", "wdm.instance", "route", "lifecycle.run")))
        .isGreaterThan(3);
    assertThat(value("hansa_partitions", "", Map.of())).isEqualTo(64);
    assertThat(value("hansa_heap_bytes", "", Map.of()))
        .isLessThan(value("hansa_heap_max_bytes", "", Map.of()));
  }

  double value(String family, String suffix, Map<String, String> labels) {
    return families.get(family).samples().stream()
        .filter(s -> s.suffix().equals(suffix) && s.labels().equals(labels))
        .mapToDouble(Sample::value)
        .reduce(
            (a, b) -> {
              throw new AssertionError(family + " has " + labels + " twice");
            })
        .orElseThrow(() -> new AssertionError(family + suffix + " lacks " + labels));
  }
}
