package org.hansa.drivers.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadsTest {

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

  static WorkloadSpec spec(String cpu, long memory, Map<String, Integer> ports) {
    return new WorkloadSpec(
        "sample",
        "container",
        List.of(),
        List.of("serve"),
        Map.of(),
        ports,
        Optional.of(new BigDecimal(cpu)),
        Optional.of(memory),
        Optional.empty(),
        Optional.empty(),
        Optional.of("registry.example/sample:1"),
        Optional.empty());
  }

  private WorkloadFacet workloads() {
    return bench.facet(WorkloadFacet.class);
  }

  private Observed<WorkloadState> apply(String uid, String cpu) {
    return workloads().apply(uid, spec(cpu, 1 << 30, Map.of()), Bench.soon());
  }

  private WorkloadState state(String uid) {
    return workloads().observe(uid, Bench.soon()).state().orElseThrow();
  }

  @Test
  void isReadyAfterAWhileAndThenAsWasForeseen() {
    Observed<WorkloadState> first = apply("a", "2");
    assertThat(first.progress()).isPresent();
    assertThat(first.state().orElseThrow().ready()).isFalse();

    bench.pass(Duration.ofSeconds(2));

    WorkloadState now = state("a");
    WorkloadState foreseen = workloads().expect(spec("2", 1 << 30, Map.of()));
    assertThat(now.ready()).isTrue();
    assertThat(now).usingRecursiveComparison().ignoringFields("id", "started").isEqualTo(foreseen);
    assertThat(now.started()).contains(Bench.BEGIN);
  }

  @Test
  void appliedAgainStaysTheSameRunAndChangedIsAnother() {
    apply("a", "2");
    bench.pass(Duration.ofSeconds(5));
    WorkloadState first = state("a");
    apply("a", "2");
    assertThat(state("a")).isEqualTo(first);
    apply("a", "3");
    assertThat(state("a").id()).isNotEqualTo(first.id());
    assertThat(state("a").digest()).isNotEqualTo(first.digest());
  }

  @Test
  void outlivesARestartAndIsNobodyElses() {
    apply("a", "2");
    bench.pass(Duration.ofMinutes(1));
    WorkloadState before = state("a");
    bench.reopen();
    assertThat(state("a")).isEqualTo(before);

    bench.as("other");
    assertThat(workloads().observe("a", Bench.soon())).isEqualTo(Observed.absent());
    assertThat(workloads().list(Optional.empty(), Page.MOST, Bench.soon()).items()).isEmpty();
    workloads().remove("a", Bench.soon());
    bench.as("test");
    assertThat(state("a")).isEqualTo(before);
  }

  @Test
  void roomIsWhatTheHostsSayAndIsGivenBack() {
    BigDecimal cores =
        bench.facet(HostFacet.class).all(Bench.soon()).stream()
            .map(h -> h.capacity().get("cpu"))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(cores).isEqualByComparingTo("64");
    for (int i = 0; i < 4; i++) {
      apply("w" + i, "15");
    }
    assertThatThrownBy(() -> apply("more", "4.5"))
        .hasMessageContaining("4 cores, 380.00 GiB free on all hosts together")
        .hasMessageContaining("4.5 cores, 1.00 GiB were asked for");
    apply("w0", "4");
    apply("more", "4.5");
    workloads().remove("more", Bench.soon());
    workloads().remove("more", Bench.soon());
    apply("w0", "15");
    assertThat(Bench.reason(() -> apply("large", "17"))).isEqualTo(Reason.EXHAUSTED);
  }

  @Test
  void aPortIsThereOnceAHostForWorkloadsAndForwardsAlike() {
    bench.reopen(Bench.options("rostock"));
    WorkloadSpec spec =
        new WorkloadSpec(
            "w",
            "process",
            List.of(),
            List.of("x"),
            Map.of(),
            Map.of("http", 20_001),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    workloads().apply("a", spec, Bench.soon());
    workloads().apply("a", spec, Bench.soon());
    assertThatThrownBy(() -> workloads().apply("b", spec, Bench.soon()))
        .hasMessage("port 20001 is taken by a; choose another");
    ForwardFacet forwards = bench.facet(ForwardFacet.class);
    ForwardSpec forward = new ForwardSpec(20_001, List.of("192.0.2.1:80"));
    assertThat(Bench.reason(() -> forwards.apply("f", forward, Bench.soon())))
        .isEqualTo(Reason.CONFLICT);
    workloads().remove("a", Bench.soon());
    assertThat(forwards.apply("f", forward, Bench.soon()).state())
        .contains(forwards.expect(forward));
  }

  @Test
  void countersGrowAsTheDemandSays() {
    apply("a", "2");
    bench.pass(Duration.ofHours(24));
    Reading day = bench.facet(MeterFacet.class).read("a", Bench.soon()).orElseThrow();
    // 'shifts' of Europe: the hours of a Wednesday and a Thursday sum up to 1788 per cent.
    assertThat(day.counters().get("cpu-seconds")).isEqualByComparingTo("128736");
    bench.pass(Duration.ofMillis(1));
    Reading later = bench.facet(MeterFacet.class).read("a", Bench.soon()).orElseThrow();
    assertThat(later.counters().get("cpu-seconds"))
        .isGreaterThanOrEqualTo(day.counters().get("cpu-seconds"));
    assertThat(later.run()).isEqualTo(day.run());
    assertThat(day.source()).isEqualTo("simulator");
    assertThat(bench.facet(MeterFacet.class).read("none", Bench.soon())).isEmpty();
  }

  @Test
  void logsEndWithTheLastLine() {
    apply("a", "2");
    bench.pass(Duration.ofMinutes(10));
    List<String> all = workloads().logs("a", 10_000, Bench.soon());
    assertThat(all).hasSize(11);
    assertThat(all).extracting(line -> Instant.parse(line.split(" ", -1)[0])).isSorted();
    assertThat(all.get(0)).contains("simulated: sample starts");
    assertThat(workloads().logs("a", 3, Bench.soon())).isEqualTo(all.subList(8, 11));
    assertThat(Bench.reason(() -> workloads().logs("a", 0, Bench.soon())))
        .isEqualTo(Reason.INVALID);
    assertThat(Bench.reason(() -> workloads().logs("a", 10_001, Bench.soon())))
        .isEqualTo(Reason.INVALID);
    assertThat(Bench.reason(() -> workloads().logs("b", 1, Bench.soon())))
        .isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void logsAreFollowedByWhatWasGivenOfThem() {
    apply("a", "2");
    bench.pass(Duration.ofMinutes(10));
    List<String> all = workloads().logs("a", 10_000, Bench.soon());
    LogPart first = workloads().logsAfter("a", Optional.empty(), 2, Bench.soon());
    assertThat(first.lines()).isEqualTo(all.subList(9, 11));
    bench.pass(Duration.ofMinutes(2));
    LogPart second = workloads().logsAfter("a", Optional.of(first.next()), 10_000, Bench.soon());
    assertThat(second.lines())
        .isEqualTo(workloads().logs("a", 10_000, Bench.soon()).subList(11, 13));
    assertThat(second.gap()).isFalse();
    assertThat(workloads().logsAfter("a", Optional.of(second.next()), 1, Bench.soon()).lines())
        .isEmpty();
    workloads().remove("a", Bench.soon());
    bench.pass(Duration.ofMinutes(1));
    apply("a", "2");
    LogPart anew = workloads().logsAfter("a", Optional.of(second.next()), 10, Bench.soon());
    assertThat(anew.lines()).first().asString().contains("sample starts");
    assertThat(anew.gap()).isTrue();
    assertThat(
            Bench.reason(() -> workloads().logsAfter("a", Optional.of("line 9"), 10, Bench.soon())))
        .isEqualTo(Reason.INVALID);
  }

  @Test
  void trialsCanStandAtOnce() {
    for (Trial<WorkloadSpec> trial : workloads().trials(Bench.soon())) {
      workloads().apply(trial.spec().name(), trial.spec(), Bench.soon());
      workloads().apply(trial.spec().name(), trial.changed(), Bench.soon());
    }
    assertThat(workloads().list(Optional.empty(), Page.MOST, Bench.soon()).items()).hasSize(2);
    apply("rest", "15");
    apply("rest2", "15");
    apply("rest3", "15");
    apply("rest4", "15");
    apply("rest5", "3.8");
    assertThat(Bench.reason(() -> workloads().trials(Bench.soon()))).isEqualTo(Reason.EXHAUSTED);
  }

  @Test
  void hostsSayThatTheyAreSimulatedAndStandStill() {
    List<HostState> hosts = bench.facet(HostFacet.class).all(Bench.soon());
    assertThat(hosts)
        .hasSize(4)
        .allSatisfy(h -> assertThat(h.facts()).containsEntry("simulated", "true"))
        .allSatisfy(h -> assertThat(h.address()).matches("(192\\.0\\.2|198\\.51\\.100)\\.\\d+"));
    bench.pass(Duration.ofHours(1));
    assertThat(bench.facet(HostFacet.class).all(Bench.soon())).isEqualTo(hosts);
  }

  @Test
  void aHintComesWhenItIsReady() throws Exception {
    apply("a", "1");
    bench.pass(Duration.ofSeconds(1));
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!bench.hints.contains("a")) {
      assertThat(System.nanoTime()).as("no hint in 20 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void afterItsEndTheSessionDoesNothingAndNothingWaits() {
    apply("a", "1");
    WorkloadFacet closed = workloads();
    bench.session().close();
    assertThat(bench.timer.getQueue())
        .allMatch(task -> ((java.util.concurrent.Future<?>) task).isCancelled());
    assertThat(Bench.reason(() -> closed.observe("a", Bench.soon()))).isEqualTo(Reason.UNAVAILABLE);
  }
}
