package org.hansa.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hansa.core.isolation.Bench.facet;
import static org.hansa.core.isolation.Bench.soon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.energy.EnergySourceFacet;
import org.hansa.core.driver.machine.SizeFacet;
import org.hansa.core.driver.machine.SizeState;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes in comes out, over the wire as without it. */
class RoundTripTest {

  @TempDir static Path folder;

  private static Bench bench;
  private static Session session;
  private static WorkloadFacet workloads;

  @BeforeAll
  static void start() {
    bench = new Bench(folder);
    session = bench.open("one");
    workloads = facet(session, WorkloadFacet.class);
  }

  @AfterAll
  static void end() {
    session.close();
    bench.close();
  }

  @Test
  void theDriverSaysWhoItIs() {
    Driver driver = bench.driver();
    assertThat(driver.id()).isEqualTo("test");
    assertThat(driver.version()).isEqualTo("1.2.3");
    assertThat(driver.simulated()).isTrue();
    assertThat(driver.options()).isEqualTo(TestOptions.class);
  }

  @Test
  void optionsReachTheDriverAsTheyAre() {
    assertThat(session.capabilities()).containsEntry("options", TestOptions.SOME.toString());
  }

  @Test
  void facetsAreThoseOfTheDriver() {
    assertThat(session.facets().stream().map(Ability::name))
        .containsExactly(
            WorkloadFacet.NAME, SizeFacet.NAME, MeterFacet.NAME, EnergySourceFacet.NAME);
    assertThat(workloads.spec()).isEqualTo(WorkloadSpec.class);
    assertThat(workloads.state()).isEqualTo(WorkloadState.class);
    assertThat(workloads.settle()).isEqualTo(Duration.ofMillis(250));
    assertThat(facet(session, SizeFacet.class).state()).isEqualTo(SizeState.class);
    assertThat(session.facets()).contains(workloads).doesNotHaveDuplicates();
  }

  @Test
  void everyVerbOfAFacetIsCarried() {
    WorkloadSpec spec = Troubles.spec("ü");
    WorkloadState state = Troubles.state(spec.toString());

    assertThat(workloads.observe("u", soon())).isEqualTo(Observed.absent());
    assertThat(workloads.expect(spec)).isEqualTo(state);
    assertThat(workloads.apply("u", spec, soon()))
        .isEqualTo(Observed.inProgress(state, 40, Duration.ofMillis(10)));
    assertThat(workloads.observe("u", soon())).isEqualTo(Observed.settled(state));
    assertThat(workloads.remove("u", soon())).isEqualTo(Observed.absent());
    assertThat(workloads.observe("u", soon())).isEqualTo(Observed.absent());
    assertThat(workloads.trials(soon()))
        .isEqualTo(List.of(new Trial<>(Troubles.spec("one"), Troubles.spec("two"))));
    assertThat(workloads.logs("some", 12, soon())).containsExactly("some", "12");
    LogPart part = workloads.logsAfter("some", Optional.empty(), 1, soon());
    assertThat(part.lines()).containsExactly("" + LogPart.MOST);
    assertThat(workloads.logsAfter("some", Optional.of(part.next()), 1, soon()).lines()).isEmpty();
  }

  @Test
  void listGoesOnByTheCursor() {
    Page<WorkloadState> first = workloads.list(Optional.empty(), 1, soon());
    assertThat(first.items()).containsExactly(new Page.Item<>("a", Troubles.state("a")));
    Page<WorkloadState> last = workloads.list(first.next(), 1, soon());
    assertThat(last).isEqualTo(Page.last(List.of(new Page.Item<>("b", Troubles.state("b")))));
  }

  @Test
  void facetsThatOnlyAnswerAreCarried() {
    assertThat(facet(session, SizeFacet.class).all(soon())).isEqualTo(TestDriver.sizes());
    MeterFacet meter = facet(session, MeterFacet.class);
    assertThat(meter.read("there", soon())).contains(TestDriver.READING);
    assertThat(meter.read("away", soon())).isEmpty();
    EnergySourceFacet source = facet(session, EnergySourceFacet.class);
    Instant from = TestDriver.TIME;
    Instant to = from.plusNanos(1);
    assertThat(source.supply(from, to, soon()))
        .containsExactly(TestDriver.state(from), TestDriver.state(to));
    assertThat(source.source()).isEqualTo("a meter");
  }

  @Test
  void whatIsLeftOfTheDeadlineIsCarried() {
    long left = Long.parseLong(workloads.logs("left", 1, Bench.in(5_000)).get(0));
    assertThat(left).isBetween(1L, 5_000L);
  }

  @Test
  void reasonsOfFailureAreCarried() {
    for (Reason reason : Reason.values()) {
      assertThatExceptionOfType(DriverException.class)
          .isThrownBy(() -> workloads.logs("fail:" + reason, 1, soon()))
          .withMessage("so it is said")
          .matches(e -> e.reason() == reason);
    }
    assertThatExceptionOfType(DriverException.class)
        .isThrownBy(() -> workloads.expect(Troubles.spec("")))
        .matches(e -> e.reason() == Reason.INVALID);
    assertThatExceptionOfType(DriverException.class)
        .isThrownBy(() -> bench.open("refused"))
        .withMessage("refused as such")
        .matches(e -> e.reason() == Reason.INVALID);
  }

  @Test
  void artefactsAndHintsComeFromTheParent() {
    assertThat(workloads.logs("content:" + Trial.ARTIFACT, 1, soon()))
        .containsExactly("Hansa tries this.\n");
    assertThat(workloads.logs("content:sha256:0", 1, soon()))
        .containsExactly("failed: no such artefact");
    workloads.logs("hint:some-uid", 1, soon());
    assertThat(bench.hints).contains("some-uid");
  }

  @Test
  void theDriverSeesTheContractAndNotOurLibraries() {
    assertThat(workloads.logs("class:org.hansa.core.driver.Driver", 1, soon()).get(0))
        .startsWith("sees");
    assertThat(workloads.logs("class:com.fasterxml.jackson.databind.ObjectMapper", 1, soon()))
        .allMatch(s -> s.startsWith("does not see"));
  }

  @Test
  void itLogsThroughOurProvider() {
    assertThat(workloads.logs("logger", 1, soon())).containsExactly("ErrorStreamLogger");
  }

  @Test
  void itsWorkingFolderIsPrivate() throws Exception {
    List<String> folders = workloads.logs("folder", 1, soon());
    assertThat(folders.get(0)).isEqualTo(folder.resolve("own").toString());
    assertThat(Files.getPosixFilePermissions(Path.of(folders.get(1))))
        .containsExactlyInAnyOrderElementsOf(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void manyCallsAtOnceEachGetTheirOwnAnswer() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      List<Callable<List<String>>> calls =
          IntStream.range(0, 400)
              .mapToObj(i -> (Callable<List<String>>) () -> workloads.logs("call-" + i, i, soon()))
              .toList();
      List<Future<List<String>>> answers = callers.invokeAll(calls);
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).containsExactly("call-" + i, "" + i);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aTrivialCallTakesLessThanAMillisecond() {
    int times = 2_000;
    long[] nanos = new long[times];
    for (int warm = 0; warm < 3; warm++) {
      for (int i = 0; i < times; i++) {
        long before = System.nanoTime();
        workloads.logs("x", 1, soon());
        nanos[i] = System.nanoTime() - before;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "a call over the wire: median %d us, p99 %d us%n",
        nanos[times / 2] / 1_000, nanos[times * 99 / 100] / 1_000);
    assertThat(nanos[times / 2]).isLessThan(1_000_000);
  }
}
