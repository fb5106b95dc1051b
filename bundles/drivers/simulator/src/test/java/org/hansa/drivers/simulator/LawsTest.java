package org.hansa.drivers.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Inventory;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every facet promises, tried by its own trials at a site that has all of them. */
class LawsTest {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = Bench.at(folder, "frankfurt");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @SuppressWarnings("unchecked")
  private Facet<Record, Record> facet(String name) {
    return (Facet<Record, Record>)
        bench.session().facets().stream()
            .filter(f -> f.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no facet " + name));
  }

  /** What is empty in what was foreseen, only the outside can know. */
  private static void assertAsForeseen(Record seen, Record foreseen) {
    assertThat(seen)
        .usingRecursiveComparison()
        .ignoringExpectedNullFields()
        .ignoringFields("id", "started", "addresses", "host", "hops", "latency", "api")
        .isEqualTo(foreseen);
  }

  private Record settled(Facet<Record, Record> facet, String uid) {
    bench.pass(LONG);
    Observed<Record> seen = facet.observe(uid, Bench.soon());
    assertThat(seen.progress()).isEmpty();
    return seen.state().orElseThrow();
  }

  private List<String> uids(Facet<Record, Record> facet) {
    return facet.list(Optional.empty(), Page.MOST, Bench.soon()).items().stream()
        .map(Page.Item::uid)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workload",
        "forward",
        "virtual-machine",
        "image",
        "volume",
        "virtual-network",
        "bare-metal",
        "cluster",
        "transport-path"
      })
  void isMadeChangedAndRemovedAsForeseenAndNothingIsLeft(String name) throws Exception {
    Facet<Record, Record> facet = facet(name);
    List<Trial<Record>> trials = facet.trials(Bench.soon());
    assertThat(trials).hasSizeGreaterThanOrEqualTo(2);
    for (int i = 0; i < trials.size(); i++) {
      Trial<Record> trial = trials.get(i);
      String uid = "u" + i;
      assertThat(facet.observe(uid, Bench.soon())).isEqualTo(Observed.absent());
      facet.apply(uid, trial.spec(), Bench.soon());
      Record first = settled(facet, uid);
      assertAsForeseen(first, facet.expect(trial.spec()));
      assertThat(facet.apply(uid, trial.spec(), Bench.soon())).isEqualTo(Observed.settled(first));
      assertThat(facet.observe(uid, Bench.soon()).state()).contains(first);

      facet.apply(uid, trial.changed(), Bench.soon());
      assertAsForeseen(settled(facet, uid), facet.expect(trial.changed()));
    }
    assertThat(uids(facet)).containsExactly("u0", "u1");
    List<Page.Item<Record>> before = facet.list(Optional.empty(), Page.MOST, Bench.soon()).items();

    bench.reopen();
    assertThat(facet(name).list(Optional.empty(), Page.MOST, Bench.soon()).items())
        .isEqualTo(before);

    bench.as("other");
    assertThat(uids(facet(name))).isEmpty();
    facet(name).remove("u0", Bench.soon());
    bench.as("test");
    assertThat(uids(facet(name))).hasSize(2);

    for (String uid : uids(facet(name))) {
      facet(name).remove(uid, Bench.soon());
      bench.pass(LONG);
      assertThat(facet(name).remove(uid, Bench.soon())).isEqualTo(Observed.absent());
      assertThat(facet(name).observe(uid, Bench.soon())).isEqualTo(Observed.absent());
    }
    assertThat(uids(facet(name))).isEmpty();
    bench.reopen();
    assertThat(uids(facet(name))).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).allMatch(f -> f.toString().endsWith(".journal"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"workload", "virtual-network", "transport-path"})
  void refusesACursorThatNoPageHasSaidAndAUidThatIsNone(String name) {
    Facet<Record, Record> facet = facet(name);
    Record spec = facet.trials(Bench.soon()).get(0).spec();
    for (String cursor : List.of("", "x", "00000000:u0", "u0")) {
      assertThat(Bench.reason(() -> facet.list(Optional.of(cursor), Page.MOST, Bench.soon())))
          .isEqualTo(Reason.INVALID);
    }
    for (String uid : List.of("", "../up", "a b", "ü")) {
      assertThat(Bench.reason(() -> facet.apply(uid, spec, Bench.soon())))
          .isEqualTo(Reason.INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "server", "size", "base-image", "transport-point"})
  void whatIsFoundStandsStillAndIsNamedOnce(String name) {
    Inventory<?> inventory =
        bench.session().facets().stream()
            .filter(f -> f.name().equals(name))
            .map(f -> (Inventory<?>) f)
            .findFirst()
            .orElseThrow();
    List<?> first = inventory.all(Bench.soon());
    bench.pass(LONG);
    assertThat(inventory.all(Bench.soon())).isEqualTo(first);
    assertThat(new TreeSet<>(inventory.all(Bench.soon()).stream().map(n -> n.name()).toList()))
        .hasSameSizeAs(first)
        .allMatch(n -> n.matches("[a-z0-9][-a-z0-9.]*"));
  }
}
