package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() throws IOException {
    bench.workloads().remove("burner", Bench.soon());
    bench.close();
  }

  private Reading read() {
    return bench.meter().read("burner", Bench.soon()).get();
  }

  private BigDecimal cpu() {
    return read().counters().get("cpu-seconds");
  }

  private static WorkloadSpec limited(String script, BigDecimal cpu, long memory) {
    return new WorkloadSpec(
        "burner",
        "process",
        List.of(),
        List.of("/bin/sh", "-c", script),
        Map.of(),
        Map.of(),
        Optional.of(cpu),
        Optional.of(memory),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(1)));
  }

  @Test
  void whatIsBurntByItAndItsChildrenIsCounted() throws Exception {
    assertThat(bench.meter().read("burner", Bench.soon())).isEmpty();
    bench
        .workloads()
        .apply(
            "burner",
            Bench.sh("(while :; do :; done) & echo 0123456789 >file; wait"),
            Bench.soon());
    BigDecimal first = cpu();
    Bench.await(
        "half a second more", () -> cpu().subtract(first).compareTo(new BigDecimal("0.5")) > 0);
    Reading reading = read();
    assertThat(reading.gauges().get("memory-bytes")).isGreaterThan(new BigDecimal(50_000));
    assertThat(reading.gauges().get("storage-bytes")).isGreaterThan(BigDecimal.TEN);
    assertThat(reading.counters()).containsKeys("read-bytes", "written-bytes");
    assertThat(reading.run()).isEqualTo(read().run()).contains("@");
  }

  /** What the state says is held against what the kernel says, whichever it is on this machine. */
  @Test
  void limitsAreSaidAsTheyAre() throws Exception {
    WorkloadSpec spec = limited("while :; do :; done", new BigDecimal("0.25"), 64L << 20);
    WorkloadState state = bench.workloads().apply("burner", spec, Bench.soon()).state().get();
    assertThat(state.limits()).isEqualTo(bench.workloads().expect(spec).limits());
    String groups = Files.readString(Path.of("/proc", state.id().get(), "cgroup"));
    for (String controller : List.of("cpu", "memory")) {
      boolean can = bench.session().capabilities().get("limits." + controller).startsWith("cgroup");
      assertThat(state.limits().get(controller)).startsWith(can ? "enforced" : "not enforced: ");
      assertThat(
              groups
                  .lines()
                  .anyMatch(l -> l.contains(":" + controller + ":/") && l.contains("hansa-")))
          .isEqualTo(
              can && bench.session().capabilities().get("limits." + controller).endsWith("1"));
    }
    List<Path> made = List.copyOf(new Home(bench.home("burner")).groups().values());
    bench.workloads().remove("burner", Bench.soon());
    assertThat(made).allSatisfy(group -> assertThat(group).doesNotExist());
  }

  /** Starting takes more than running: until it answers, only its memory is limited. */
  @Test
  void cpuIsLimitedFromWhenItIsReady() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    WorkloadSpec spec =
        new WorkloadSpec(
            "burner",
            "process",
            List.of(),
            List.of("/bin/sh", "-c", "while :; do sleep 1; done"),
            Map.of(),
            Map.of("http", port),
            Optional.of(new BigDecimal("0.25")),
            Optional.empty(),
            Optional.of(new WorkloadSpec.Probe("http", Optional.empty())),
            Optional.of(Duration.ofSeconds(1)));
    boolean can = bench.session().capabilities().get("limits.cpu").startsWith("cgroup");
    WorkloadState state = bench.workloads().apply("burner", spec, Bench.soon()).state().get();
    assertThat(state.ready()).isFalse();
    assertThat(state.limits().get("cpu"))
        .startsWith(can ? "enforced when it is ready" : "not enforced: ");
    HttpServer answering =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    answering.start();
    try {
      Bench.await("the limit", () -> cpuLimit().equals(bench.workloads().expect(spec).limits()));
    } finally {
      answering.stop(0);
    }
  }

  private Map<String, String> cpuLimit() {
    return bench.workloads().observe("burner", Bench.soon()).state().get().limits();
  }
}
