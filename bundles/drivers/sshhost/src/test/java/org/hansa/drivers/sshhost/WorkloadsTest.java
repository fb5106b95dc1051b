package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadSpec.Artifact;
import org.hansa.core.driver.workload.WorkloadSpec.Probe;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.driver.workload.WorkloadState.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class WorkloadsTest extends Bench {

  private WorkloadState apply(String uid, WorkloadSpec spec) {
    Observed<WorkloadState> seen = workloads().apply(uid, spec, soon());
    assertThat(seen.progress()).isEmpty();
    return seen.state().orElseThrow();
  }

  private Optional<WorkloadState> observe(String uid) {
    return workloads().observe(uid, soon()).state();
  }

  private List<ProcessHandle> running(String uid) {
    return marked("HANSA_UID=" + installation + ":" + uid + "\0");
  }

  /** Nothing else runs of it; the shell that becomes the program has no environment at first. */
  private void awaitAlone(WorkloadState state) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(running("one"))
                    .extracting(p -> "" + p.pid())
                    .containsExactly(state.id().orElseThrow()));
  }

  private void logged(String uid, String... lines) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(workloads().logs(uid, 100, soon())).containsExactly(lines));
  }

  @Test
  void runsWithItsWordsAndItsEnvironmentAsTheyAre() {
    String odd = "it's \"a\" $HOME `id` \\ *\n#two";
    WorkloadSpec spec =
        spec(
            List.of(),
            Map.of("ODD", odd, "EMPTY", "", "PATH", "/usr/bin:/bin"),
            Map.of("web-one", 20_007),
            Optional.empty(),
            "sh",
            "-c",
            "printf '%s|' \"$@\" \"$ODD\" \"$EMPTY\" \"$PORT_WEB_ONE\" \"$COMMON\"; echo; pwd;"
                + " echo $HOME $TMPDIR; env | wc -l; exec sleep 1000",
            "sh",
            odd,
            "a${EMPTY}b${PORT_WEB_ONE}",
            "${HOME}/x");
    WorkloadState state = apply("one", spec);
    Path folder = root().resolve("workloads/one");

    assertThat(state.phase()).isEqualTo(Phase.RUNNING);
    assertThat(state.ready()).isTrue();
    assertThat(state.digest()).isEqualTo(workloads().expect(spec).digest());
    logged(
        "one",
        (odd + "|ab20007|" + folder + "/work/x|" + odd + "||20007|shared|").split("\n")[0],
        (odd + "|ab20007|" + folder + "/work/x|").split("\n")[1] + odd.split("\n")[0],
        odd.split("\n")[1] + "||20007|shared|",
        folder + "/work",
        folder + "/work " + folder + "/tmp",
        // Two of these are the shell's own; ODD is two lines.
        "14");
    assertThat(running("one")).hasSize(1);
    assertThat(proc(Long.parseLong(state.id().orElseThrow()), "environ"))
        .contains("HANSA_FOLDER=" + folder + "\0", "HANSA_RUN=");
  }

  @Test
  void applyingAgainChangesNothing() {
    WorkloadSpec spec = spec("sleep", "1000");
    WorkloadState first = apply("one", spec);

    assertThat(apply("one", spec)).isEqualTo(first);
    assertThat(observe("one")).contains(first);
    Session other = open(installation, options(sshd.port()), sshd.credentials());
    assertThat(facet(other, WorkloadFacet.class).apply("one", spec, soon()).state())
        .contains(first);
    assertThat(running("one")).hasSize(1);
  }

  @Test
  void aChangedSpecReplacesTheProcess() {
    WorkloadState first = apply("one", spec("sh", "-c", "sleep 1000 & exec sleep 1001"));
    WorkloadState second = apply("one", spec("sleep", "1002"));

    assertThat(second.id()).isNotEqualTo(first.id());
    awaitAlone(second);
  }

  @Test
  void removingLeavesNothing() throws Exception {
    apply("one", workloads().trials(soon()).get(0).spec());
    assertThat(workloads().remove("one", soon()).state()).isEmpty();

    assertThat(running("one")).isEmpty();
    assertThat(observe("one")).isEmpty();
    assertThat(workloads().list(Optional.empty(), Page.MOST, soon()).items()).isEmpty();
    try (Stream<Path> left = Files.walk(root())) {
      assertThat(left.filter(Files::isRegularFile))
          .extracting(p -> root().relativize(p).toString())
          .allMatch(p -> p.matches("bin/[0-9a-f]{16}\\.sh|java|log|locks/keeper"));
    }
    assertThat(workloads().remove("one", soon()).state()).isEmpty();
  }

  @Test
  void saysHowItEndedAndStartsItAgain() {
    WorkloadSpec spec = spec("sh", "-c", "exit 7");
    WorkloadState first = apply("one", spec);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(observe("one").flatMap(WorkloadState::exitCode)).contains(7));

    WorkloadState ended = observe("one").orElseThrow();
    assertThat(ended.phase()).isEqualTo(Phase.EXITED);
    assertThat(ended.digest()).isEqualTo(first.digest());
    assertThat(ended.ready()).isFalse();
    assertThat(ended.id()).isEmpty();
    assertThat(ended.started()).isEqualTo(first.started());
    assertThat(apply("one", spec("sleep", "1000")).exitCode()).isEmpty();
  }

  @Test
  void aLongStopGoesOnByItself() {
    apply("one", spec("sh", "-c", "trap '' TERM; touch deaf; while :; do sleep 0.1; done"));
    await().until(() -> Files.exists(root().resolve("workloads/one/work/deaf")));

    Observed<WorkloadState> seen = workloads().remove("one", in(1_500));
    assertThat(seen.progress()).isPresent();
    sshd.cut();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(observe("one")).isEmpty());
    assertThat(running("one")).isEmpty();
    assertThat(hints).contains("one");
  }

  @Test
  void aStopThatIsAskedEndsWithinItsGrace() {
    apply(
        "one",
        spec("sh", "-c", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done"));
    logged("one", "up");
    apply("one", spec("sh", "-c", "echo next; exec sleep 1000"));

    // The shell may say besides that what it waited for was ended.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(workloads().logs("one", 100, soon()))
                    .containsSubsequence("up", "bye", "next"));
  }

  /** The answer to the first is lost while what it asks goes on. */
  @Test
  void aLostAnswerMakesNoSecond() throws Exception {
    WorkloadSpec spec = spec("sleep", "1000");
    CompletableFuture<?> lost =
        CompletableFuture.runAsync(() -> workloads().apply("one", spec, soon()));
    await().until(() -> Files.exists(root().resolve("workloads/one")));
    sshd.cut();
    await().until(lost::isDone);

    WorkloadState state = apply("one", spec);
    assertThat(state.phase()).isEqualTo(Phase.RUNNING);
    awaitAlone(state);
  }

  @Test
  void manyStandBesideEachOther() {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<CompletableFuture<WorkloadState>> all =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> apply("w" + i, spec("sleep", "100" + i)), threads))
              .toList();
      assertThat(all).extracting(f -> f.join().id()).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
    assertThat(workloads().list(Optional.empty(), Page.MOST, soon()).items())
        .extracting(i -> i.uid())
        .containsExactly("w0", "w1", "w2", "w3", "w4", "w5");
  }

  @Test
  void laysArtifactsAndTakesAwayFormerOnes() throws Exception {
    WorkloadSpec first =
        spec(
            List.of(
                new Artifact("bin/say it", artifact("#!/bin/sh\necho said; sleep 1000\n"), true),
                new Artifact("old.txt", artifact("old"), false)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "bin/say it");
    apply("one", first);
    Path work = root().resolve("workloads/one/work");
    logged("one", "said");
    assertThat(work.resolve("old.txt")).hasContent("old");

    apply(
        "one",
        spec(
            List.of(new Artifact("new.txt", artifact("new"), false)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "sleep",
            "1000"));
    assertThat(work.resolve("old.txt")).doesNotExist();
    assertThat(work.resolve("new.txt")).hasContent("new");
  }

  @Test
  void anArtifactGoesThroughNoLink() throws Exception {
    apply("one", spec("sh", "-c", "ln -s / sub; touch linked; exec sleep 1000"));
    await().until(() -> Files.exists(root().resolve("workloads/one/work/linked")));
    WorkloadSpec through =
        spec(
            List.of(new Artifact("sub/hansa-escaped", artifact("x"), false)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "sleep",
            "1000");

    fails(Reason.CONFLICT, "sub/hansa-escaped", () -> workloads().apply("one", through, soon()));
    assertThat(Path.of("/hansa-escaped")).doesNotExist();
  }

  @Test
  void artifactsThatAreNotThereOrOthersAreSaid() {
    String none = "sha256:" + "0".repeat(64);
    String other = "sha256:" + "1".repeat(64);
    content.put(other, new byte[] {1});
    for (String digest : List.of(none, other)) {
      WorkloadSpec spec =
          spec(
              List.of(new Artifact("a", digest, false)),
              Map.of(),
              Map.of(),
              Optional.empty(),
              "sleep",
              "1000");
      fails(
          digest.equals(none) ? Reason.NOT_FOUND : Reason.INTERNAL,
          digest,
          () -> workloads().apply("one", spec, soon()));
    }
    assertThat(observe("one")).isEmpty();
  }

  @Test
  void aProgramThatIsNotThereIsNotFound() {
    fails(
        Reason.NOT_FOUND,
        "the program 'no-such' is in none of",
        () -> workloads().apply("one", spec("no-such"), soon()));
    fails(Reason.NOT_FOUND, "./no-such", () -> workloads().apply("one", spec("./no-such"), soon()));
    assertThat(observe("one").orElseThrow().phase()).isEqualTo(Phase.EXITED);
  }

  @Test
  void aPortThatIsTakenIsAConflict() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      WorkloadSpec spec =
          spec(
              List.of(),
              Map.of(),
              Map.of("http", taken.getLocalPort()),
              Optional.empty(),
              "sleep",
              "1000");
      fails(
          Reason.CONFLICT,
          "port " + taken.getLocalPort(),
          () -> workloads().apply("one", spec, soon()));
      assertThat(observe("one")).isEmpty();
    }
  }

  @Test
  void isReadyWhenItsPortAnswers() throws Exception {
    int port = free();
    WorkloadSpec spec =
        spec(
            List.of(),
            Map.of(),
            Map.of("http", port),
            Optional.of(new Probe("http", Optional.of("/health"))),
            "sleep",
            "1000");
    assertThat(apply("one", spec).ready()).isFalse();
    await().until(() -> hints.contains("one"));

    AtomicInteger status = new AtomicInteger(503);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(observe("one").orElseThrow().ready()).isFalse();
      status.set(204);
      assertThat(observe("one").orElseThrow().ready()).isTrue();
      // Its own port is no reason against starting it again.
      assertThat(hosts().all(soon()).get(0).takenPorts()).doesNotContain(port);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aRestartOfTheMachineIsAnEnd() throws Exception {
    WorkloadSpec spec = spec("sleep", "1000");
    WorkloadState first = apply("one", spec);
    running("one").forEach(ProcessHandle::destroyForcibly);
    Path run = root().resolve("workloads/one/run");
    await().until(() -> observe("one").flatMap(WorkloadState::exitCode).isPresent());
    Files.delete(root().resolve("workloads/one/exit"));
    // As it was written before the machine was started: the pid may be another's by now.
    String[] words = Files.readString(run).strip().split(" ");
    Files.writeString(
        run,
        String.join(
                " ",
                "" + ProcessHandle.current().pid(),
                words[1],
                "00000000-0000-0000-0000-000000000000",
                words[3],
                words[4])
            + "\n");

    WorkloadState after = observe("one").orElseThrow();
    assertThat(after.phase()).isEqualTo(Phase.EXITED);
    assertThat(after.digest()).isEqualTo(first.digest());
    assertThat(after.started()).isEqualTo(first.started());
    assertThat(after.exitCode()).isEmpty();
    assertThat(apply("one", spec).phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aProcessWhoseFolderWasLostIsFoundAndEnded() {
    WorkloadState state = apply("one", spec("sleep", "1000"));
    Trees.delete(root());

    assertThat(observe("one").orElseThrow().id()).isEqualTo(state.id());
    assertThat(workloads().list(Optional.empty(), Page.MOST, soon()).items()).hasSize(1);
    assertThat(workloads().remove("one", soon()).state()).isEmpty();
    assertThat(running("one")).isEmpty();
  }

  @Test
  void anotherInstallationIsLeftAlone() {
    Session other = open("x" + installation, options(sshd.port()), sshd.credentials());
    WorkloadFacet theirs = facet(other, WorkloadFacet.class);
    WorkloadState foreign = theirs.apply("one", spec("sleep", "1000"), soon()).state().get();
    apply("one", spec("sleep", "1001"));

    assertThat(workloads().list(Optional.empty(), Page.MOST, soon()).items()).hasSize(1);
    assertThat(workloads().remove("one", soon()).state()).isEmpty();
    assertThat(theirs.observe("one", soon()).state()).contains(foreign);
    assertThat(theirs.remove("one", soon()).state()).isEmpty();
  }

  @Test
  void aLongLogIsCut() {
    apply("one", spec("sh", "-c", "yes 0123456789 | head -c 11000000; echo last; exec sleep 1000"));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(root().resolve("workloads/one/log/out.log.1")));
    assertThat(root().resolve("workloads/one/log/out.log").toFile().length()).isLessThan(1 << 20);
    assertThat(workloads().logs("one", 2, soon())).containsExactly("0123456789", "last");
  }

  @Test
  void whatComesTooLateIsNotDone() throws Exception {
    hosts().all(soon());
    Path script;
    try (Stream<Path> all = Files.list(root().resolve("bin"))) {
      script = all.findFirst().orElseThrow();
    }
    Process late =
        new ProcessBuilder("sh", "" + script, "" + root(), installation, "1", "remove", "one", "10")
            .redirectErrorStream(true)
            .start();
    assertThat(late.getInputStream().readAllBytes()).asString().contains("fail UNAVAILABLE");
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void refusesWhatCanNeverBe(WorkloadSpec spec) {
    fails(Reason.INVALID, "", () -> workloads().expect(spec));
    fails(Reason.INVALID, "", () -> workloads().apply("one", spec, soon()));
    assertThat(sshd.sessions()).isZero();
  }

  static List<WorkloadSpec> nonsense() {
    String digest = Trial.ARTIFACT;
    return List.of(
        spec(),
        spec(""),
        spec("a\0b"),
        spec("${NOWHERE}"),
        spec(List.of(), Map.of("A-B", ""), Map.of(), Optional.empty(), "true"),
        spec(List.of(), Map.of("HANSA_UID", ""), Map.of(), Optional.empty(), "true"),
        spec(List.of(), Map.of(), Map.of("a", 0), Optional.empty(), "true"),
        spec(List.of(), Map.of(), Map.of("a", 1, "b", 1), Optional.empty(), "true"),
        spec(
            List.of(),
            Map.of(),
            Map.of("a", 1),
            Optional.of(new Probe("b", Optional.empty())),
            "true"),
        spec(
            List.of(new Artifact("../up", digest, false)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "true"),
        spec(
            List.of(new Artifact("/abs", digest, false)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "true"),
        spec(
            List.of(new Artifact("a\nb", digest, false)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "true"),
        spec(
            List.of(new Artifact("a", "md5:1", false)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "true"),
        spec(
            List.of(new Artifact("a", digest, false), new Artifact("a/b", digest, false)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            "true"));
  }
}
