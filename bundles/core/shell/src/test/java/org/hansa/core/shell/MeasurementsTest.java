package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Histogram;
import org.hansa.core.api.metrics.Sample;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

  private final Fakes fakes = new Fakes();

  @Test
  void topShowsWhatIsMeasuredToWhoOperates() throws Exception {
    top(false);
    assertThat(fakes.printed())
        .containsPattern("call +box APPLY +100 +1.2 +0.5 +2.5")
        .containsPattern("commit + 1 +200000 +> 100000 +> 100000")
        .containsPattern("all +3 +5\\.86")
        .containsPattern("heap MiB +1.5\\s")
        .containsPattern("transactions +7\\s")
        .doesNotContain("idle");
    assertThat(fakes.printed().indexOf("Host  ")).isLessThan(fakes.printed().indexOf("Site  "));
  }

  @Test
  void topGivesTheSameToPrograms() throws Exception {
    top(true);
    assertThat(fakes.printed()).contains("\"HALF WITHIN ms\" : \"0.5\"", "\"KIND\" : \"Host\"");
  }

  @Test
  void topShowsNothingOfItToOthers() throws Exception {
    fakes.forbidden.add("read Metrics");
    top(false);
    assertThat(fakes.printed()).doesNotContain("commit").doesNotContain("heap");
  }

  private void top(boolean json) throws Exception {
    TopCommand top = new TopCommand();
    top.store = fakes.store;
    top.json = json;
    top.measured = List.of(MeasurementsTest::families);
    fakes.as("ada", top);
  }

  private static List<Family> families() {
    Histogram calls = new Histogram();
    for (int i = 0; i < 100; i++) {
      calls.record(i < 50 ? 400_000 : 2_000_000);
    }
    Histogram commits = new Histogram();
    commits.record(200_000_000_000L);
    List<Sample> called = new ArrayList<>();
    called.addAll(calls.samples(Map.of("facet", "box", "verb", "APPLY")));
    called.addAll(new Histogram().samples(Map.of("facet", "idle", "verb", "APPLY")));
    return List.of(
        new Family("hansa_call_seconds", Family.Type.HISTOGRAM, "Calls.", called),
        new Family(
            "hansa_commit_seconds", Family.Type.HISTOGRAM, "Commits.", commits.samples(Map.of())),
        kinds("hansa_resources", 2, 1),
        kinds("hansa_snapshot_bytes", 1000, 5000),
        new Family(
            "hansa_heap_bytes",
            Family.Type.GAUGE,
            "Heap.",
            List.of(Sample.gauge(Map.of(), 1.5 * (1 << 20)))),
        new Family(
            "hansa_transactions",
            Family.Type.COUNTER,
            "Transactions.",
            List.of(Sample.counter(Map.of(), 7))));
  }

  private static Family kinds(String name, double sites, double hosts) {
    return new Family(
        name,
        Family.Type.GAUGE,
        "By kind.",
        List.of(
            Sample.gauge(Map.of("kind", "Site"), sites),
            Sample.gauge(Map.of("kind", "Host"), hosts)));
  }
}
