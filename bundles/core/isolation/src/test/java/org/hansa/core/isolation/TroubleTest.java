package org.hansa.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hansa.core.isolation.Bench.facet;
import static org.hansa.core.isolation.Bench.soon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver that misbehaves fails its own calls, and works again in a new process. */
class TroubleTest {

  @TempDir Path folder;

  private Bench bench;
  private WorkloadFacet workloads;

  @BeforeEach
  void start() {
    bench = new Bench(folder);
    workloads = bench.troubles();
  }

  @AfterEach
  void end() {
    bench.close();
  }

  private DriverException failure(String uid, long millis) {
    return catchThrowableOfType(
        DriverException.class, () -> workloads.logs(uid, 1, Bench.in(millis)));
  }

  private CompletableFuture<List<String>> begin(String uid) {
    return CompletableFuture.supplyAsync(
        () -> workloads.logs(uid, 1, soon()), bench.threads.workers());
  }

  private static DriverException failure(CompletableFuture<?> call) {
    ExecutionException failed =
        catchThrowableOfType(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS));
    return (DriverException) failed.getCause();
  }

  /** The driver's own process, which is another one than before. */
  private void worksInAnother(long before) {
    long now = Long.parseLong(workloads.logs("pid", 1, soon()).get(0));
    assertThat(now).isNotEqualTo(before);
    assertThat(bench.pid()).contains(now);
    Processes.awaitEnd(before);
  }

  @Test
  void defectsAreInternalAndTheProcessStays() {
    long pid = bench.pid().orElseThrow();
    assertThat(failure("defect", 30_000))
        .hasMessage("java.lang.IllegalStateException: a defect")
        .returns(Reason.INTERNAL, DriverException::reason);
    assertThat(failure("deep", 30_000))
        .hasMessageContaining("StackOverflowError")
        .returns(Reason.INTERNAL, DriverException::reason);
    assertThat(failure("null", 30_000))
        .hasMessage("logs of workload returned null")
        .returns(Reason.INTERNAL, DriverException::reason);
    assertThat(failure("huge", 30_000))
        .hasMessageContaining("more than 16777216 bytes")
        .returns(Reason.INTERNAL, DriverException::reason);
    assertThat(bench.pid()).contains(pid);
  }

  @Test
  void whatIsAskedMayNotBeTooLong() {
    assertThat(failure("x".repeat(17 << 20), 30_000))
        .hasMessageContaining("more than 16777216 bytes")
        .returns(Reason.INVALID, DriverException::reason);
    assertThat(workloads.logs("ok", 1, soon())).containsExactly("ok", "1");
  }

  @Test
  void whatItPrintsDoesNotDisturbTheWire() {
    assertThat(workloads.logs("print", 1, soon())).containsExactly("printed");
    assertThat(workloads.logs("print", 1, soon())).containsExactly("printed");
  }

  @Test
  void oneThatHangsIsKilledAndTheNextCallWorks() {
    long pid = bench.pid().orElseThrow();
    CompletableFuture<List<String>> other = begin("sleep:60000");
    assertThat(failure("hang", 200))
        .hasMessageContaining("did not return by the deadline")
        .returns(Reason.UNAVAILABLE, DriverException::reason);
    assertThat(failure(other))
        .hasMessage("its process was killed: a call outlived its deadline")
        .returns(Reason.UNAVAILABLE, DriverException::reason);
    worksInAnother(pid);
  }

  @Test
  void oneThatTakesAnInterruptIsNotKilled() {
    long pid = bench.pid().orElseThrow();
    assertThat(failure("sleep:60000", 100)).returns(Reason.UNAVAILABLE, DriverException::reason);
    CompletableFuture<List<String>> beyond = begin("sleep:1000");
    assertThat(beyond.join()).containsExactly("slept");
    assertThat(workloads.logs("pid", 1, soon())).containsExactly("" + pid);
  }

  @Test
  void theCallerMayBeInterrupted() throws Exception {
    AtomicReference<DriverException> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              thrown.set(failure("sleep:60000", 60_000));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    Bench.await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    caller.interrupt();
    caller.join(10_000);
    assertThat(thrown.get().reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(interrupted.get()).isTrue();
    assertThat(workloads.logs("ok", 1, soon())).containsExactly("ok", "1");
  }

  @Test
  void exitAndHaltAreTold() {
    long first = bench.pid().orElseThrow();
    assertThat(failure("exit", 30_000))
        .hasMessage("its process ended with exit code 3")
        .returns(Reason.UNAVAILABLE, DriverException::reason);
    worksInAnother(first);
    long second = bench.pid().orElseThrow();
    assertThat(failure("halt", 30_000)).hasMessage("its process ended with exit code 42");
    worksInAnother(second);
  }

  @Test
  void memoryIsBoundedAndItsEndTold() {
    long pid = bench.pid().orElseThrow();
    assertThat(failure("hog", 30_000))
        .hasMessage("its process ended: its memory was not enough")
        .returns(Reason.UNAVAILABLE, DriverException::reason);
    worksInAnother(pid);
  }

  @Test
  void aSignalInTheMiddleOfACallIsTold() {
    for (String signal : List.of("KILL", "SEGV")) {
      long pid = Long.parseLong(workloads.logs("pid", 1, soon()).get(0));
      CompletableFuture<List<String>> call = begin("sleep:60000");
      CompletableFuture<List<String>> other = begin("sleep:60000");
      Processes.signal(pid, signal);
      String number = signal.equals("KILL") ? "9" : "11";
      assertThat(failure(call))
          .hasMessage("its process ended by signal " + number)
          .returns(Reason.UNAVAILABLE, DriverException::reason);
      assertThat(failure(other)).hasMessage("its process ended by signal " + number);
      worksInAnother(pid);
    }
  }

  @Test
  void oneThatIsStoppedIsKilledAndNobodyWaitsForIt() {
    long pid = bench.pid().orElseThrow();
    Processes.signal(pid, "STOP");
    // More than the pipe takes.
    assertThat(failure("x".repeat(1 << 20), 200)).returns(Reason.UNAVAILABLE, e -> e.reason());
    Processes.awaitEnd(pid);
    worksInAnother(pid);
  }

  @Test
  void sessionsAreApartAndBothOpenedAgain() {
    Session second = bench.open("two");
    WorkloadFacet others = facet(second, WorkloadFacet.class);
    workloads.apply("u", Troubles.spec("mine"), soon());
    assertThat(others.observe("u", soon()).state()).isEmpty();
    assertThat(workloads.observe("u", soon()).state()).isPresent();

    long pid = bench.pid().orElseThrow();
    Processes.signal(pid, "KILL");
    Processes.awaitEnd(pid);
    // What was in the memory of the process is gone, as with any driver that is replaced.
    assertThat(others.observe("u", soon()).state()).isEmpty();
    assertThat(workloads.observe("u", soon()).state()).isEmpty();
    assertThat(others.logs("pid", 1, soon())).isEqualTo(workloads.logs("pid", 1, soon()));
    worksInAnother(pid);
  }

  @Test
  void aClosedSessionCallsNoMore() {
    Session second = bench.open("two");
    WorkloadFacet others = facet(second, WorkloadFacet.class);
    second.close();
    second.close();
    DriverException failure =
        catchThrowableOfType(DriverException.class, () -> others.logs("x", 1, soon()));
    assertThat(failure).hasMessage("the session is closed");
    assertThat(workloads.logs("ok", 1, soon())).containsExactly("ok", "1");
  }

  @Test
  void credentialsAreInMemoryAlone() throws Exception {
    assertThat(workloads.logs("credential:password", 1, soon())).containsExactly(Bench.PASSWORD);
    Path process = Path.of("/proc/" + bench.pid().orElseThrow());
    String environment = Files.readString(process.resolve("environ"));
    assertThat(environment).contains("LANG=").doesNotContain(Bench.PASSWORD);
    assertThat(environment.split("\0"))
        .allMatch(v -> v.matches("(?s)(PATH|HOME|USER|LOGNAME|LANG|LC_\\w+|TZ|PWD)=.*"));
    assertThat(Files.readString(process.resolve("cmdline")))
        .contains("Child")
        .doesNotContain(Bench.PASSWORD);
    assertThat(bench.opening("x").toString()).doesNotContain(Bench.PASSWORD);
  }
}
