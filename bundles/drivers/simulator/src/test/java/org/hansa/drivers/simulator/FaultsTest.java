package org.hansa.drivers.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.drivers.simulator.data.FaultRule;
import org.hansa.drivers.simulator.data.FaultRule.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

  private static final WorkloadSpec SPEC = WorkloadsTest.spec("1", 1 << 30, Map.of());

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = Bench.at(folder, "luebeck");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static FaultRule rule(Kind kind, String verb, Optional<Duration> time, int rate) {
    return new FaultRule(
        kind,
        Optional.empty(),
        Optional.of("workload"),
        Optional.of(verb),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(BigDecimal.valueOf(rate)),
        Optional.of(Reason.EXHAUSTED),
        time,
        Optional.of(42));
  }

  private static SimulatorOptions with(FaultRule... rules) {
    return new SimulatorOptions(
        Optional.empty(),
        "luebeck",
        Optional.of(1L),
        Optional.empty(),
        Optional.of(Bench.HASTE),
        Optional.empty(),
        List.of(rules));
  }

  private WorkloadFacet workloads() {
    return bench.facet(WorkloadFacet.class);
  }

  private Observed<WorkloadState> apply(String uid) {
    return workloads().apply(uid, SPEC, Bench.soon());
  }

  private Optional<WorkloadState> seen(String uid) {
    return workloads().observe(uid, Bench.soon()).state();
  }

  @Test
  void anOutageLastsItsTimeAndComesAgain() {
    FaultRule outage =
        new FaultRule(
            Kind.OUTAGE,
            Optional.of("luebeck"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Bench.BEGIN.plusSeconds(60)),
            Optional.of(Bench.BEGIN.plusSeconds(7_000)),
            Optional.of(Duration.ofHours(1)),
            Optional.of(Duration.ofMinutes(1)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    bench.reopen(with(outage));
    List<Integer> out = new ArrayList<>();
    for (int minute = 0; minute < 180; minute++) {
      try {
        bench.facet(HostFacet.class).all(Bench.soon());
      } catch (DriverException e) {
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        out.add(minute);
      }
      bench.pass(Duration.ofMinutes(1));
    }
    assertThat(out).containsExactly(1, 61);
  }

  @Test
  void anErrorDoesNothing() {
    bench.reopen(with(rule(Kind.ERROR, "apply", Optional.empty(), 100)));
    assertThat(Bench.reason(() -> apply("a"))).isEqualTo(Reason.EXHAUSTED);
    assertThat(seen("a")).isEmpty();
  }

  @Test
  void aLostAnswerDoesItAndASecondTryMakesNoSecond() {
    bench.reopen(with(rule(Kind.LOST, "apply", Optional.empty(), 100)));
    assertThat(Bench.reason(() -> apply("a"))).isEqualTo(Reason.UNAVAILABLE);
    Optional<WorkloadState> first = seen("a");
    assertThat(first).isPresent();
    assertThat(Bench.reason(() -> apply("a"))).isEqualTo(Reason.UNAVAILABLE);
    assertThat(seen("a").flatMap(WorkloadState::id)).isEqualTo(first.flatMap(WorkloadState::id));
  }

  @Test
  void aLateObjectAppearsBeforeTheFacetIsSettled() {
    bench.reopen(with(rule(Kind.LATE, "apply", Optional.of(Duration.ofMinutes(1)), 100)));
    assertThat(Bench.reason(() -> apply("a"))).isEqualTo(Reason.UNAVAILABLE);
    assertThat(seen("a")).isEmpty();
    assertThat(workloads().list(Optional.empty(), Page.MOST, Bench.soon()).items()).isEmpty();
    bench.pass(workloads().settle());
    assertThat(seen("a")).isPresent();

    assertThat(Bench.reason(() -> apply("b"))).isEqualTo(Reason.UNAVAILABLE);
    assertThat(apply("b").state()).isPresent();
    assertThat(workloads().list(Optional.empty(), Page.MOST, Bench.soon()).items()).hasSize(2);
  }

  @Test
  void whatVanishesGivesItsRoomBackAlsoOverARestart() {
    SimulatorOptions options =
        with(rule(Kind.VANISH, "apply", Optional.of(Duration.ofHours(1)), 100));
    bench.reopen(options);
    for (int i = 0; i < 4; i++) {
      workloads().apply("w" + i, WorkloadsTest.spec("16", 1 << 30, Map.of()), Bench.soon());
    }
    assertThat(Bench.reason(() -> apply("more"))).isEqualTo(Reason.EXHAUSTED);
    bench.reopen(options);
    bench.pass(Duration.ofDays(2));
    assertThat(workloads().list(Optional.empty(), Page.MOST, Bench.soon()).items()).isEmpty();
    assertThat(apply("more").state()).isPresent();
  }

  @Test
  void aWorkloadThatCrashesSaysHowAndIsStartedAgain() throws Exception {
    bench.reopen(with(rule(Kind.CRASH, "apply", Optional.of(Duration.ofHours(1)), 100)));
    apply("a");
    Optional<String> first = seen("a").flatMap(WorkloadState::id);
    bench.pass(Duration.ofDays(2));
    WorkloadState crashed = seen("a").orElseThrow();
    assertThat(crashed.phase()).isEqualTo(WorkloadState.Phase.EXITED);
    assertThat(crashed.exitCode()).contains(42);
    assertThat(crashed.ready()).isFalse();
    assertThat(workloads().logs("a", 1, Bench.soon())).singleElement().asString().contains("42");
    assertThat(apply("a").state().orElseThrow().phase()).isEqualTo(WorkloadState.Phase.RUNNING);
    assertThat(seen("a").flatMap(WorkloadState::id)).isPresent().isNotEqualTo(first);
  }

  @Test
  void aSlowCallReturnsBeforeItsDeadlineAndDoesNothingThen() {
    bench.reopen(with(rule(Kind.LATENCY, "apply", Optional.of(Duration.ofSeconds(30)), 100)));
    long begin = System.nanoTime();
    Deadline deadline = Deadline.in(Duration.ofMillis(300), System::nanoTime);
    assertThat(Bench.reason(() -> workloads().apply("a", SPEC, deadline)))
        .isEqualTo(Reason.UNAVAILABLE);
    assertThat(deadline.passed()).isFalse();
    assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(200).toNanos());
    assertThat(seen("a")).isEmpty();
    assertThat(bench.timer.getQueue())
        .allMatch(t -> ((java.util.concurrent.Future<?>) t).isCancelled());
    bench.reopen(with(rule(Kind.LATENCY, "apply", Optional.of(Duration.ofMillis(20)), 100)));
    assertThat(apply("a").state()).isPresent();
  }

  @Test
  void theSameCallsMeetTheSameFaultsWhateverElseIsCalled() {
    SimulatorOptions options = with(rule(Kind.ERROR, "apply", Optional.empty(), 30));
    bench.reopen(options);
    List<Boolean> first = tries("a", false);
    bench.reopen(options);
    assertThat(tries("a", true)).isEqualTo(first).contains(true, false);
    assertThat(first.stream().filter(f -> f).count()).isBetween(15L, 50L);
  }

  private List<Boolean> tries(String uid, boolean others) {
    List<Boolean> failed = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      boolean one = false;
      try {
        if (others) {
          seen("b" + i);
        }
        apply(uid);
      } catch (DriverException e) {
        one = true;
      }
      failed.add(one);
    }
    return failed;
  }

  @Test
  void contradictoryFaultsAreRefusedWhenOpened() {
    assertThat(
            Bench.reason(
                () -> bench.reopen(with(rule(Kind.LATENCY, "apply", Optional.empty(), 100)))))
        .isEqualTo(Reason.INVALID);
    bench.reopen(Bench.options("luebeck"));
  }

  @Test
  void theClockMayRunFastAndGoesOnWhenItsSpeedChanges() {
    Instant epoch = Bench.BEGIN;
    bench.reopen(at("3600"));
    apply("a");
    bench.pass(Duration.ofSeconds(24));
    Instant day = read();
    assertThat(day).isEqualTo(epoch.plus(Duration.ofDays(1)));
    bench.reopen(at("1"));
    bench.pass(Duration.ofSeconds(5));
    assertThat(read()).isEqualTo(day.plusSeconds(5));
    assertThat(seen("a")).isPresent();
    assertThat(Bench.reason(() -> bench.reopen(at("0")))).isEqualTo(Reason.INVALID);
    bench.reopen(at("1"));
    bench.now.set(epoch.minusSeconds(1_000));
    assertThat(read()).isEqualTo(day.plusSeconds(5));
  }

  private static SimulatorOptions at(String speed) {
    return new SimulatorOptions(
        Optional.empty(),
        "luebeck",
        Optional.empty(),
        Optional.of(new BigDecimal(speed)),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private Instant read() {
    return bench
        .facet(org.hansa.core.driver.workload.MeterFacet.class)
        .read("a", Bench.soon())
        .orElseThrow()
        .at();
  }
}
