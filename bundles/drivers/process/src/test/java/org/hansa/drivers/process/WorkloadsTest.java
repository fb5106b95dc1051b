package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.driver.workload.WorkloadState.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadsTest {

  private static final String FOREVER = "while :; do sleep 1; done";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private WorkloadState apply(String uid, WorkloadSpec spec) {
    return bench.workloads().apply(uid, spec, Bench.soon()).state().get();
  }

  private WorkloadState observe(String uid) {
    return bench.workloads().observe(uid, Bench.soon()).state().get();
  }

  @Test
  void startsWhatTheSpecSaysWithThatEnvironmentAndNoOther() throws Exception {
    int port = Bench.freePort();
    WorkloadSpec spec =
        new WorkloadSpec(
            "sample",
            "process",
            List.of(
                new WorkloadSpec.Artifact(
                    "bin/run.sh", bench.blob("echo art $1; env; sleep 99"), false)),
            List.of("sh", "bin/run.sh", "${GREETING}"),
            Map.of("GREETING", "hello $HOME"),
            Map.of("web-ui", port),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    WorkloadState state = apply("a", spec);

    assertThat(state.phase()).isEqualTo(Phase.RUNNING);
    assertThat(state.ready()).isTrue();
    assertThat(state.digest()).isEqualTo(bench.workloads().expect(spec).digest());
    Bench.await("its environment", () -> log("a").stream().anyMatch(l -> l.startsWith("TMPDIR=")));
    assertThat(log("a")).first().isEqualTo("art hello $HOME");
    assertThat(log("a"))
        .contains("PORT_WEB_UI=" + port, "HOME=" + bench.home("a").resolve("work"))
        .noneMatch(l -> l.startsWith("MAVEN") || l.startsWith("USER="));
  }

  private List<String> log(String uid) {
    return bench.workloads().logs(uid, 100, Bench.soon());
  }

  @Test
  void aContainerIsRefused() {
    WorkloadSpec spec =
        new WorkloadSpec(
            "sample",
            "container",
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("docker.io/library/redis:7"),
            Optional.empty());

    assertThatThrownBy(() -> apply("a", spec))
        .hasMessage("the runtime 'container' is not there; use one of [process]");
  }

  @Test
  void theSameSpecAgainChangesNothing() {
    WorkloadState first = apply("a", Bench.sh(FOREVER));
    assertThat(apply("a", Bench.sh(FOREVER))).isEqualTo(first);
    assertThat(roots("a")).isEqualTo(1);
  }

  /** How many starts of it are alive. */
  private long roots(String uid) {
    return bench.processes().stream()
        .filter(t -> t.uid().equals(bench.mark(uid)))
        .map(Proc.Tagged::run)
        .distinct()
        .count();
  }

  @Test
  void aChangedSpecEndsTheOldAndStartsTheNew() {
    WorkloadState first = apply("a", Bench.sh(FOREVER));
    WorkloadState second = apply("a", Bench.sh("exec sleep 1000"));
    assertThat(second.phase()).isEqualTo(Phase.RUNNING);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(roots("a")).isEqualTo(1);
  }

  @Test
  void isFoundAgainAfterARestartAndItsEndIsNoticed() throws Exception {
    WorkloadState first = apply("a", Bench.sh(FOREVER));
    bench.reopen();
    assertThat(observe("a")).isEqualTo(first);
    assertThat(apply("a", Bench.sh(FOREVER)).id()).isEqualTo(first.id());

    bench.hints.clear();
    ProcessHandle.of(Long.parseLong(first.id().get())).get().destroyForcibly();
    Bench.await("a hint", () -> bench.hints.contains("a"));
    assertThat(observe("a").phase()).isEqualTo(Phase.EXITED);
  }

  /** Whether it ended before we were back, or after. */
  @Test
  void saysHowItEndedThoughWeWereAwayOrHaveAdoptedIt() throws Exception {
    apply("a", Bench.sh("until [ -e ../go ]; do sleep 0.1; done; exit 3"));
    apply("b", Bench.sh("until [ -e ../go ]; do sleep 0.1; done"));
    bench.session().close();
    Files.createFile(bench.home("a").resolve("go"));
    Bench.await("its end", () -> bench.processes().stream().noneMatch(t -> t.uid().endsWith(":a")));
    bench.reopen();
    apply("b", Bench.sh("until [ -e ../go ]; do sleep 0.1; done"));
    Files.createFile(bench.home("b").resolve("go"));
    Bench.await("a hint", () -> bench.hints.contains("b"));

    assertThat(observe("a").phase()).isEqualTo(Phase.EXITED);
    assertThat(observe("a").exitCode()).contains(3);
    assertThat(observe("b").exitCode()).contains(0);
    assertThat(bench.home("b").resolve("exit.new")).doesNotExist();
  }

  @Test
  void doesNotSayOfANewRunHowTheFormerEndedNorWhatWasTorn() throws Exception {
    apply("a", Bench.sh("exit 3"));
    Bench.await("its exit", () -> observe("a").exitCode().isPresent());
    apply("a", Bench.sh(FOREVER));
    assertThat(observe("a").exitCode()).isEmpty();
    bench.reopen();
    Home home = new Home(bench.home("a"));
    Bench.await("its end", this::killed);

    assertThat(observe("a").phase()).isEqualTo(Phase.EXITED);
    assertThat(observe("a").exitCode()).isEmpty();
    Files.writeString(home.exit(), "7 0\n");
    assertThat(observe("a").exitCode()).isEmpty();
    Files.writeString(home.exit(), home.run().get().name() + " 0");
    assertThat(observe("a").exitCode()).isEmpty();
    Files.writeString(home.exit(), home.run().get().name() + " 0\n");
    assertThat(observe("a").exitCode()).contains(0);
  }

  /** All of it, also what a shell has just begun. */
  private boolean killed() {
    bench
        .processes()
        .forEach(t -> ProcessHandle.of(t.stat().pid()).ifPresent(ProcessHandle::destroyForcibly));
    return bench.processes().isEmpty();
  }

  @Test
  void endsWellWhenAskedToAndWhatKeptItStaysOutOfItsLog() throws Exception {
    apply("a", Bench.sh("trap 'echo bye; exit 5' TERM; echo up; " + FOREVER));
    Bench.await("its trap", () -> log("a").contains("up"));
    bench
        .processes()
        .forEach(t -> ProcessHandle.of(t.stat().pid()).ifPresent(ProcessHandle::destroy));
    Bench.await("its exit", () -> observe("a").exitCode().isPresent());

    assertThat(observe("a").exitCode()).contains(5);
    assertThat(log("a")).contains("bye").noneMatch(l -> l.contains("sh:"));
  }

  @Test
  void isFoundAgainThoughItsStartWasNeverNoted() throws Exception {
    WorkloadState first = apply("a", Bench.sh(FOREVER));
    bench.session().close();
    Files.delete(bench.home("a").resolve("run"));
    bench.reopen();

    assertThat(observe("a").id()).isEqualTo(first.id());
    assertThat(apply("a", Bench.sh(FOREVER)).id()).isEqualTo(first.id());
    assertThat(roots("a")).isEqualTo(1);
  }

  @Test
  void ofTwoTheOlderStays() throws Exception {
    WorkloadState first = apply("a", Bench.sh(FOREVER));
    String mark = bench.processes().get(0).uid();
    ProcessBuilder twin = new ProcessBuilder("/usr/bin/setsid", "sleep", "1000");
    twin.environment().put(Launch.UID, mark);
    twin.environment().put(Launch.RUN, "another");
    Process second = twin.start();
    Bench.await("the twin", () -> roots("a") == 2);

    assertThat(apply("a", Bench.sh(FOREVER)).id()).isEqualTo(first.id());
    assertThat(second.waitFor()).isNotZero();
    assertThat(roots("a")).isEqualTo(1);
  }

  @Test
  void aCrashIsNoticedAndApplyStartsItAgain() throws Exception {
    apply("a", Bench.sh("exit 7"));
    Bench.await("its exit", () -> observe("a").exitCode().isPresent());
    assertThat(bench.hints).contains("a");
    WorkloadState ended = observe("a");
    assertThat(ended.phase()).isEqualTo(Phase.EXITED);
    assertThat(ended.exitCode()).contains(7);
    assertThat(ended.ready()).isFalse();

    Run before = new Home(bench.home("a")).run().get();
    apply("a", Bench.sh("exit 7"));
    assertThat(new Home(bench.home("a")).run().get().pid()).isNotEqualTo(before.pid());
  }

  @Test
  void oneThatWillNotEndIsKilledAfterItsGraceAndNobodyWaitsForIt() throws Exception {
    WorkloadSpec stubborn =
        Bench.sh("trap '' TERM; echo up; " + FOREVER, Map.of(), Duration.ofSeconds(1));
    apply("a", stubborn);
    Bench.await("its trap", () -> log("a").contains("up"));

    Observed<WorkloadState> going =
        bench.workloads().apply("a", Bench.sh(FOREVER), Bench.in(Duration.ofMillis(300)));
    assertThat(going.progress()).isPresent();
    String next = bench.workloads().expect(Bench.sh(FOREVER)).digest();
    Bench.await(
        "the new one",
        () -> {
          Observed<WorkloadState> seen = bench.workloads().observe("a", Bench.soon());
          return seen.progress().isEmpty()
              && seen.state().get().digest().equals(next)
              && seen.state().get().phase() == Phase.RUNNING;
        });
  }

  @Test
  void removeTakesChildrenAndFilesAndIsIdempotent() throws Exception {
    apply(
        "a", Bench.sh("setsid sleep 1000 & sleep 1000 & mkdir shut; chmod 0 shut; echo up; wait"));
    Bench.await("its children", () -> log("a").contains("up") && bench.processes().size() >= 3);

    assertThat(bench.workloads().remove("a", Bench.soon()).state()).isEmpty();

    assertThat(bench.processes()).isEmpty();
    assertThat(bench.home("a")).doesNotExist();
    assertThat(folder).isEmptyDirectory();
    assertThat(bench.workloads().remove("a", Bench.soon())).isEqualTo(Observed.absent());
    assertThat(bench.workloads().observe("a", Bench.soon())).isEqualTo(Observed.absent());
  }

  @Test
  void aProcessWithoutItsFolderIsStillListedAndRemoved() throws Exception {
    apply("lost", Bench.sh(FOREVER));
    Trees.delete(bench.home("lost"));
    assertThat(bench.workloads().list(Optional.empty(), Page.MOST, Bench.soon()).items())
        .singleElement()
        .satisfies(item -> assertThat(item.uid()).isEqualTo("lost"));
    bench.workloads().remove("lost", Bench.soon());
    assertThat(bench.processes()).isEmpty();
  }

  @Test
  void aListComesByPages() {
    List.of("c", "a", "b").forEach(uid -> apply(uid, Bench.sh(FOREVER)));
    Page<WorkloadState> first = bench.workloads().list(Optional.empty(), 2, Bench.soon());
    assertThat(first.items()).extracting(i -> i.uid()).containsExactly("a", "b");
    bench.workloads().remove("b", Bench.soon());
    Page<WorkloadState> next = bench.workloads().list(first.next(), 2, Bench.soon());

    assertThat(first.next()).isPresent();
    assertThat(next.items()).singleElement().isEqualTo(new Page.Item<>("c", observe("c")));
    assertThat(next.next()).isEmpty();
  }

  @Test
  void anotherEndpointsWorkloadsAreNotListed(@TempDir Path elsewhere) {
    apply("a", Bench.sh(FOREVER));
    try (Bench other = new Bench(elsewhere)) {
      assertThat(other.workloads().list(Optional.empty(), Page.MOST, Bench.soon()).items())
          .isEmpty();
    }
  }

  @Test
  void aPortInUseIsSaidAndNothingIsLeft() throws IOException {
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(Sockets.loopback(), 0));
      WorkloadSpec spec =
          Bench.sh(FOREVER, Map.of("http", other.getLocalPort()), Duration.ofSeconds(1));
      assertThatThrownBy(() -> apply("a", spec))
          .isInstanceOfSatisfying(
              DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
          .hasMessageContaining(Integer.toString(other.getLocalPort()));
      assertThat(bench.workloads().observe("a", Bench.soon())).isEqualTo(Observed.absent());
    }
  }

  @Test
  void isReadyWhenItsProbeSaysSoAndTellsByItself() throws Exception {
    int port = Bench.freePort();
    WorkloadSpec spec =
        new WorkloadSpec(
            "web",
            "process",
            List.of(new WorkloadSpec.Artifact("Web.java", bench.blob(Samples.WEB), false)),
            List.of("java", "Web.java", "${PORT_HTTP}"),
            Map.of("PATH", "/nowhere"),
            Map.of("http", port),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new WorkloadSpec.Probe("http", Optional.of("/health"))),
            Optional.empty());
    assertThat(apply("web", spec).ready()).isFalse();
    Bench.await("a hint", () -> bench.hints.contains("web"));
    assertThat(observe("web").ready()).isTrue();
    try (Socket socket = new Socket(Sockets.loopback(), port)) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void theLastLinesAreGivenAlsoOverRotatedFiles() throws Exception {
    apply("a", Bench.sh("i=0; while [ $i -lt 500 ]; do echo line $i; i=$((i+1)); done; sleep 99"));
    Bench.await("its lines", () -> log("a").contains("line 499"));
    Home home = new Home(bench.home("a"));
    Logs.rotate(home, 100);
    assertThat(Files.size(Logs.file(home))).isZero();
    assertThat(bench.workloads().logs("a", 3, Bench.soon()))
        .hasSize(3)
        .last()
        .isEqualTo("line 499");
    assertThatThrownBy(() -> bench.workloads().logs("nobody", 3, Bench.soon()))
        .isInstanceOfSatisfying(
            DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
  }
}
