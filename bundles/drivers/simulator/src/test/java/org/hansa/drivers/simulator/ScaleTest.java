package org.hansa.drivers.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand sites and a hundred thousand objects in one JVM. */
class ScaleTest {

  private static final int SITES = 1_000;
  private static final long MEBI = 1 << 20;
  private static final long MOST = 1_000 * MEBI;
  private static final int OBJECTS = 100_000;

  @TempDir Path folder;

  /** Europe's types, and sites spread over it. */
  private Path continuum() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (String part : List.of("europe-types.yaml", "europe-grids.yaml")) {
      try (var in = getClass().getResourceAsStream("continua/" + part)) {
        Files.write(data.resolve(part), in.readAllBytes());
      }
    }
    StringBuilder text =
        new StringBuilder(
            """
            continuum: wide
            include: [europe-types.yaml, europe-grids.yaml]
            providers: {p: {title: P}}
            sites:
            """);
    for (int i = 0; i < SITES; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "  s%d: {provider: p, city: C, kind: edge, at: [%.2f, %.2f], jurisdiction: DE,"
                  + " zone: de, pue: 1.2, prices: edge, profile: edge-sense, demand: office}%n",
              i,
              40 + i % 25 * 0.8,
              (i - i % 25) * 0.028));
    }
    return Files.writeString(data.resolve("wide.yaml"), text);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void aThousandSitesFitIntoOneHeap() throws IOException {
    String continuum = continuum().toString();
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    List<Session> open = new ArrayList<>();
    try {
      long before = used();
      long began = System.nanoTime();
      Driver driver = new SimulatorDriver("1");
      for (int i = 0; i < SITES; i++) {
        open.add(driver.open(opening(continuum, i, timer)));
      }
      long opened = System.nanoTime();
      for (int i = 0; i < OBJECTS; i++) {
        facet(open.get(i % SITES))
            .apply("w" + i, WorkloadsTest.spec("0.1", 256L << 20, Map.of()), Bench.soon());
      }
      long applied = System.nanoTime();
      Set<String> seen = new HashSet<>();
      open.forEach(session -> list(session).forEach(item -> seen.add(item.uid())));
      assertThat(seen).hasSize(OBJECTS);
      seen.clear();
      long used = used() - before;
      System.out.printf(
          "%d sites opened in %d ms, %d objects applied in %d ms, %d MiB of heap%n",
          SITES,
          (opened - began) / 1_000_000,
          OBJECTS,
          (applied - opened) / 1_000_000,
          used / MEBI);
      assertThat(used).isLessThan(MOST);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(t -> t.getName().startsWith("pool-"))
          .hasSizeLessThan(5);

      open.forEach(Session::close);
      open.clear();
      Session again = new SimulatorDriver("1").open(opening(continuum, 0, timer));
      open.add(again);
      assertThat(list(again)).hasSize(OBJECTS / SITES);
    } finally {
      open.forEach(Session::close);
      timer.shutdownNow();
    }
  }

  private Opening opening(String continuum, int site, ScheduledThreadPoolExecutor timer) {
    SimulatorOptions options =
        new SimulatorOptions(
            Optional.of(continuum),
            "s" + site,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Opening(
        "scale",
        "s" + site,
        options,
        Map.of(),
        folder.resolve("state/s" + site),
        digest -> {
          throw new IOException("none");
        },
        InstantSource.system(),
        timer,
        uid -> {});
  }

  private static WorkloadFacet facet(Session session) {
    return session.facets().stream()
        .filter(WorkloadFacet.class::isInstance)
        .map(WorkloadFacet.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** All pages. */
  private static List<Page.Item<WorkloadState>> list(Session session) {
    List<Page.Item<WorkloadState>> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<WorkloadState> page =
          facet(session)
              .list(
                  cursor,
                  Page.MOST,
                  org.hansa.core.driver.Deadline.in(Duration.ofMinutes(1), System::nanoTime));
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent());
    return all;
  }
}
