package org.hansa.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hansa.core.isolation.Bench.facet;
import static org.hansa.core.isolation.Bench.soon;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When processes begin and end. */
class LifeTest {

  @TempDir Path folder;

  /** A class that is no driver. */
  public static final class NoDriver {}

  /** Fails until a file is there. */
  public static final class Late implements Driver {

    public Late() {
      if (!Path.of("../ready").toFile().exists()) {
        throw new IllegalStateException("not yet");
      }
    }

    @Override
    public String id() {
      return "late";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Class<? extends Record> options() {
      return TestOptions.class;
    }

    @Override
    public Session open(Opening opening) {
      return new Foreign();
    }
  }

  /** Offers what is no facet of the contract. */
  private record Foreign() implements Session, Ability {
    @Override
    public List<Ability> facets() {
      return List.of(this);
    }

    @Override
    public String name() {
      return "foreign";
    }

    @Override
    public void close() {
      System.out.println("closed");
    }
  }

  @Test
  void aProcessWithoutSessionsEndsAndIsStartedAtTheNextCall() {
    Limits brief =
        Bench.limits(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(50));
    try (Bench bench = new Bench(folder, new TestCode(TestDriver.class), brief)) {
      Driver driver = bench.driver();
      Bench.await().until(() -> bench.pid().isEmpty());
      assertThat(driver.id()).isEqualTo("test");

      Session session = driver.open(bench.opening("one"));
      long pid = bench.pid().orElseThrow();
      assertThat(facet(session, WorkloadFacet.class).logs("sleep:400", 1, soon()))
          .containsExactly("slept");
      assertThat(bench.pid()).contains(pid);

      session.close();
      Processes.awaitEnd(pid);
    }
  }

  @Test
  void soManyThatHangAreNotWaitedFor() {
    Limits patient =
        Bench.limits(Duration.ofHours(1), Duration.ofSeconds(60), Duration.ofMillis(50));
    try (Bench bench = new Bench(folder, new TestCode(TestDriver.class), patient)) {
      WorkloadFacet workloads = bench.troubles();
      long pid = bench.pid().orElseThrow();
      for (int i = 1; i <= patient.hanging(); i++) {
        assertThat(Bench.alive(pid)).isTrue();
        assertThatExceptionOfType(DriverException.class)
            .isThrownBy(() -> workloads.logs("hang", 1, Bench.in(10)))
            .matches(e -> e.reason() == DriverException.Reason.UNAVAILABLE);
      }
      Processes.awaitEnd(pid);
      assertThat(workloads.logs("ok", 1, soon())).containsExactly("ok", "1");
    }
  }

  @Test
  void whatIsNoDriverIsNotRegistered() {
    for (String name : List.of(NoDriver.class.getName(), "com.acme.Nowhere")) {
      try (Bench bench = new Bench(folder, new TestCode(name, 64), Bench.quick())) {
        Bench.await().until(() -> bench.hosting.isRefused());
        assertThat(bench.registered).isEmpty();
        Bench.await().until(() -> !bench.unbegun.isEmpty());
        assertThatExceptionOfType(DriverException.class)
            .isThrownBy(() -> bench.unbegun.get(0).id())
            .withMessageContaining(name);
        Bench.await().until(() -> bench.pid().isEmpty());
      }
    }
  }

  @Test
  void oneThatCannotStartIsTriedAgain() throws Exception {
    try (Bench bench = new Bench(folder, new TestCode(Late.class), Bench.quick())) {
      Bench.await().until(() -> folder.resolve("with a space/work-3").toFile().exists());
      assertThat(bench.registered).isEmpty();
      assertThat(folder.resolve("with a space/ready").toFile().createNewFile()).isTrue();
      Driver driver = bench.driver();
      assertThat(driver.id()).isEqualTo("late");
      assertThat(bench.unbegun).isEmpty();
      DriverException foreign =
          catchThrowableOfType(DriverException.class, () -> driver.open(bench.opening("one")));
      assertThat(foreign)
          .hasMessageContaining("implements no facet of the contract")
          .returns(DriverException.Reason.INTERNAL, DriverException::reason);
    }
  }

  @Test
  void callsInAPauseThatIsLongFailAtOnce() {
    Limits slow =
        Bench.limits(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(60));
    try (Bench bench = new Bench(folder, new TestCode(TestDriver.class), slow)) {
      WorkloadFacet workloads = bench.troubles();
      long pid = bench.pid().orElseThrow();
      Processes.signal(pid, "KILL");
      Bench.await().until(() -> bench.pid().isEmpty());
      Deadline deadline = soon();
      DriverException failure =
          catchThrowableOfType(DriverException.class, () -> workloads.logs("x", 1, deadline));
      assertThat(failure)
          .hasMessageMatching("its process ended by signal 9; started again in \\d+ s")
          .returns(DriverException.Reason.UNAVAILABLE, DriverException::reason);
      assertThat(deadline.left()).isGreaterThan(Duration.ofSeconds(20));
    }
  }

  /** Hosts a driver, says its process's id, and stays. */
  public static final class Parent {

    private Parent() {}

    public static void main(String[] arguments) throws IOException {
      Bench bench = new Bench(Path.of(arguments[0]));
      WorkloadFacet workloads = bench.troubles();
      System.out.println(workloads.logs("pid", 1, soon()).get(0));
      workloads.logs("hang", 1, Bench.in(Duration.ofHours(1).toMillis()));
    }
  }

  @Test
  void aParentThatIsKilledLeavesNoProcess() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long child;
    try (BufferedReader reader = parent.inputReader()) {
      child = Long.parseLong(reader.readLine());
      assertThat(Bench.alive(child)).isTrue();
    } finally {
      parent.destroyForcibly();
    }
    assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Processes.awaitEnd(child);
  }
}
