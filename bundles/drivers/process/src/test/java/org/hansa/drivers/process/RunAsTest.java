package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.drivers.process.RunAs.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunAsTest {

  private static final Machine THIS = Machine.THIS;

  @TempDir Path folder;

  private static ProcessOptions as(String user) {
    return new ProcessOptions(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(user),
        Optional.empty());
  }

  private static void assumeRootAndNobody() throws IOException {
    assumeThat(Files.getAttribute(THIS.self(), "unix:uid"))
        .as("starting processes of another user is tried only as root")
        .isEqualTo(0);
    assumeThat(Files.readAllLines(THIS.passwd()))
        .as("and needs a user nobody")
        .anyMatch(line -> line.startsWith("nobody:"));
  }

  private static Path open(Path folder) throws IOException {
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  private static String refused(String user, Path folder, Machine machine) {
    DriverException e =
        catchThrowableOfType(
            DriverException.class, () -> RunAs.of(Optional.of(user), folder, machine));
    assertThat(e.reason()).isEqualTo(DriverException.Reason.INVALID);
    return e.getMessage();
  }

  @Test
  void aWorkloadRunsAsThatUserAndIsFoundLimitedReadAndRemovedAllTheSame() throws Exception {
    assumeRootAndNobody();
    open(folder);
    try (Bench bench = new Bench(folder.resolve("endpoint"), as("nobody"))) {
      WorkloadSpec spec =
          new WorkloadSpec(
              "sample",
              "process",
              List.of(
                  new WorkloadSpec.Artifact(
                      "bin/run.sh",
                      bench.blob(
                          "#!/bin/sh\nwhile [ ! -e ../run ]; do sleep 0.1; done; id -u; id -g; id -G; touch $HOME/made bin/made $TMPDIR/made &&"
                              + " echo wrote; echo out >> /dev/stdout; cat ../run ../log/out.log; ls .. ; echo over;"
                              + " sleep 99 & wait"),
                      true)),
              List.of("bin/run.sh"),
              Map.of(),
              Map.of(),
              Optional.empty(),
              Optional.of(128L << 20),
              Optional.empty(),
              Optional.of(Duration.ofSeconds(2)));
      WorkloadState first = bench.workloads().apply("a", spec, Bench.soon()).state().get();
      assertThat(first.phase()).isEqualTo(WorkloadState.Phase.RUNNING);
      Bench.await("its output", () -> log(bench).contains("over"));
      String nobody = entry("nobody", 2);
      String group = entry("nobody", 3);
      assertThat(log(bench)).startsWith(nobody, group, group, "wrote", "out");
      assertThat(log(bench)).filteredOn(l -> l.contains("denied")).hasSize(3);
      // What waits for it, to write how it ended, is ours: a program cannot end or change that.
      ProcessHandle keeper = ProcessHandle.of(pid(first)).orElseThrow();
      Path root = Path.of("/proc", "" + keeper.children().findFirst().orElseThrow().pid());
      assertThat(Files.getAttribute(root, "unix:uid")).hasToString(nobody);
      assertThat(Files.readString(root.resolve("status"))).contains("NoNewPrivs:\t1");

      bench.reopen();
      assertThat(bench.workloads().observe("a", Bench.soon()).state()).contains(first);
      assertThat(bench.workloads().apply("a", spec, Bench.soon()).state()).contains(first);
      // The mark can be read though the process is another user's: as after a crash of ours.
      assertThat(bench.processes()).extracting(t -> t.stat().pid()).contains(pid(first));
      assertThat(bench.meter().read("a", Bench.soon())).isPresent();

      assertThat(bench.workloads().remove("a", Bench.soon()).state()).isEmpty();
      assertThat(bench.processes()).isEmpty();
      assertThat(bench.home("a")).doesNotExist();
    }
  }

  /**
   * Another process of the same user puts links where root is just about to lay files, to make them
   * and to delete them.
   */
  @Test
  void whereTheUserMayWriteRootIsLedAwayByNoLink(@TempDir Path outside) throws Exception {
    assumeRootAndNobody();
    open(folder);
    Path kept = Files.writeString(outside.resolve("kept"), "kept");
    try (Bench bench = new Bench(folder.resolve("endpoint"), as("nobody"))) {
      bench.workloads().apply("a", laying(bench, "other", 0), Bench.soon());
      Path work = bench.home("a").resolve("work");
      Process swapping =
          new ProcessBuilder(
                  "setpriv",
                  "--reuid=" + entry("nobody", 2),
                  "--clear-groups",
                  "sh",
                  "-c",
                  "while :; do mkdir lib; mv -T lib was; ln -s "
                      + outside
                      + " lib; mv -T lib link; rm -rf was link lib; done")
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      int laid = 0;
      try {
        for (int i = 1; i <= 20; i++) {
          try {
            bench.workloads().apply("a", laying(bench, "lib/evil", i), Bench.soon());
            laid++;
          } catch (DriverException e) {
            assertThat(e.reason()).isEqualTo(DriverException.Reason.CONFLICT);
          }
        }
        bench.workloads().remove("a", Bench.in(Duration.ofSeconds(2)));
      } finally {
        swapping.descendants().forEach(ProcessHandle::destroyForcibly);
        swapping.destroyForcibly().waitFor();
      }
      assertThat(laid).isPositive();
      assertThat(outside).isDirectoryContaining(kept::equals);
      try (var all = Files.list(outside)) {
        assertThat(all).containsExactly(kept);
      }
      bench.workloads().remove("a", Bench.soon());
      assertThat(bench.home("a")).doesNotExist();
    }
  }

  private static WorkloadSpec laying(Bench bench, String path, int number) {
    return new WorkloadSpec(
        "sample",
        "process",
        List.of(new WorkloadSpec.Artifact(path, bench.blob("evil"), false)),
        List.of("sleep", "10" + number),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(2)));
  }

  private static long pid(WorkloadState state) {
    return Long.parseLong(state.id().orElseThrow());
  }

  private static List<String> log(Bench bench) {
    return bench.workloads().logs("a", 100, Bench.soon());
  }

  private static String entry(String user, int field) throws IOException {
    return Files.readAllLines(THIS.passwd()).stream()
        .map(line -> line.split(":", -1))
        .filter(words -> words[0].equals(user))
        .findFirst()
        .orElseThrow()[field];
  }

  @Test
  void whatCannotBeIsRefusedAndSaysWhatToDo() throws IOException {
    assumeRootAndNobody();
    open(folder);
    Path endpoint = Files.createDirectory(folder.resolve("endpoint"));
    assertThat(refused("no-such-user", endpoint, THIS)).contains("useradd");
    assertThat(refused("root", endpoint, THIS)).contains("may do everything");
    Machine bare = new Machine(THIS.passwd(), List.of(folder.resolve("setpriv")), THIS.self());
    assertThat(refused("nobody", endpoint, bare)).contains("install util-linux");
    Trees.onlyOwner(folder);
    assertThat(refused("nobody", endpoint, THIS)).contains(folder.toString(), "chmod o+x");
  }

  @Test
  void whoIsNotRootRunsWorkloadsAsHimselfOnly() throws IOException {
    assumeRootAndNobody();
    open(folder);
    Path passwd = folder.resolve("passwd");
    Files.writeString(passwd, "ada:x:1234:1234::/:/bin/sh\nbob:x:1235:1235::/:/bin/sh\n");
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.setAttribute(own, "unix:uid", 1234);
    Machine adas = new Machine(passwd, THIS.setpriv(), own);
    assertThat(RunAs.of(Optional.of("ada"), own, adas)).isEmpty();
    assertThat(refused("bob", own, adas)).contains("run Hansa as root");
  }
}
