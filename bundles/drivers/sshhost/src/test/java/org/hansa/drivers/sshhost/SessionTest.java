package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.testing.fault.Ending;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.FaultProxy;
import org.hansa.core.testing.fault.Rule;
import org.hansa.core.testing.ssh.Sshd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SessionTest extends Bench {

  private SshHostOptions with(Optional<String> folder, Optional<String> java) {
    SshHostOptions o = options(sshd.port());
    return new SshHostOptions(
        o.host(),
        o.port(),
        o.user(),
        o.knownHosts(),
        folder,
        o.firstPort(),
        o.lastPort(),
        o.reserveCpu(),
        o.reserveMemoryMi(),
        o.path(),
        o.environment(),
        o.address(),
        java);
  }

  @Test
  void openingAsksNobody() {
    Session away = open(installation, options(free()), Map.of());

    assertThat(away.facets())
        .extracting(Ability::name)
        .containsExactly("host", "workload", "forward", "meter");
    assertThat(sshd.sessions()).isZero();
  }

  @Test
  void withoutJavaThereAreNoForwards() {
    assertThat(
            open(installation, with(Optional.empty(), Optional.of("none")), sshd.credentials())
                .facets())
        .extracting(Ability::name)
        .containsExactly("host", "workload", "meter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "../up", "a;b", "$HOME", "-x", ""})
  void refusesAFolderThatAShellWouldMistake(String folder) {
    fails(
        Reason.INVALID,
        "folder",
        () -> open(installation, with(Optional.of(folder), Optional.empty()), Map.of()));
  }

  @Test
  void tellsOfTheMachine() throws Exception {
    HostState host = hosts().all(soon()).get(0);

    assertThat(host.capacity().get("cpu"))
        .isEqualTo(BigDecimal.valueOf(Runtime.getRuntime().availableProcessors()));
    assertThat(host.capacity().get("memory")).isGreaterThan(BigDecimal.valueOf(1L << 28));
    assertThat(host.capacity()).containsKey("storage");
    assertThat(host.facts())
        .containsEntry("arch", System.getProperty("os.arch"))
        .containsEntry("os", "linux")
        .containsEntry("kernel", System.getProperty("os.version"))
        .containsEntry("java", System.getProperty("java.version"));
    assertThat(host.facts().get("machine")).matches("[0-9a-f]{32}");
    assertThat(host.runtimes()).containsExactly("process");
    assertThat(host.address()).isEqualTo("127.0.0.1");
    assertThat(host.outside()).contains("10.1.2.3");
    assertThat(hosts().all(soon())).containsExactly(host);
  }

  @Test
  void metersWhatRuns() {
    assertThat(meter().read("one", soon())).isEmpty();
    workloads().apply("one", spec("sh", "-c", "while :; do :; done"), soon());

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                meter().read("one", soon()).orElseThrow().counters().get("cpu-seconds").signum()
                    > 0);
    Reading reading = meter().read("one", soon()).orElseThrow();
    assertThat(reading.counters()).containsKeys("read-bytes", "written-bytes");
    assertThat(reading.gauges().get("memory-bytes")).isGreaterThan(BigDecimal.valueOf(10_000));
    assertThat(reading.gauges()).containsKey("storage-bytes");
    assertThat(reading.source()).startsWith("/proc at " + Sshd.USER + "@127.0.0.1");
  }

  @Test
  void aWrongKeyIsUnauthorizedAndAnotherPlaceUnavailable() {
    for (Map<String, String> wrong :
        List.of(Map.of("key", "wr0ng"), Map.of("password", "wr0ng"), Map.<String, String>of())) {
      WorkloadFacet facet =
          facet(open(installation, options(sshd.port()), wrong), WorkloadFacet.class);
      assertThat(reason(() -> facet.observe("one", soon()))).isEqualTo(Reason.UNAUTHORIZED);
      assertThat(reason(() -> facet.list(Optional.empty(), Page.MOST, soon())))
          .isEqualTo(Reason.UNAUTHORIZED);
    }
    WorkloadFacet elsewhere =
        facet(open(installation, options(free()), sshd.credentials()), WorkloadFacet.class);
    assertThat(reason(() -> elsewhere.observe("one", soon()))).isEqualTo(Reason.UNAVAILABLE);
  }

  private static Reason reason(Runnable call) {
    try {
      call.run();
    } catch (DriverException e) {
      assertThat(e.getMessage()).doesNotContain("wr0ng");
      return e.reason();
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void aPassedDeadlineIsUnavailableAtOnce() {
    fails(Reason.UNAVAILABLE, "", () -> workloads().observe("one", in(0)));
    fails(Reason.UNAVAILABLE, "", () -> workloads().apply("one", spec("true"), in(0)));
    fails(Reason.UNAVAILABLE, "", () -> workloads().remove("one", in(0)));
    fails(Reason.UNAVAILABLE, "", () -> hosts().all(in(0)));
    fails(Reason.UNAVAILABLE, "", () -> meter().read("one", in(0)));
    assertThat(sshd.sessions()).isZero();
  }

  @Test
  void cursorsUidsAndLinesThatNobodySaidAreInvalid() {
    fails(Reason.INVALID, "cursor", () -> workloads().list(Optional.of("2"), Page.MOST, soon()));
    fails(Reason.INVALID, "../x", () -> workloads().observe("../x", soon()));
    fails(Reason.INVALID, "lines", () -> workloads().logs("one", 0, soon()));
    fails(Reason.NOT_FOUND, "no workload one", () -> workloads().logs("one", 1, soon()));
  }

  /** Wherever the connection is cut, what is asked again ends with one process. */
  @ParameterizedTest
  @ValueSource(longs = {500, 2_000, 2_600, 3_000, 3_400, 3_800, 4_200})
  void cutAnywhereItConverges(long after) throws Exception {
    try (FaultProxy proxy =
        FaultProxy.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), sshd.port()), 7)) {
      WorkloadFacet facet =
          facet(open(installation, options(proxy.port()), sshd.credentials()), WorkloadFacet.class);
      // The script is there already.
      hosts().all(soon());
      proxy.play(Rule.always(new Fault.Broken(after, Ending.RESET)).once());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  applied(facet).filter(s -> s.phase() == WorkloadState.Phase.RUNNING).isPresent());
      WorkloadState state = facet.observe("one", soon()).state().orElseThrow();

      // What it begins with is a short child of its own.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(marked("HANSA_UID=" + installation + ":one\0"))
                      .extracting(p -> "" + p.pid())
                      .containsExactly(state.id().orElseThrow()));
    }
  }

  private Optional<WorkloadState> applied(WorkloadFacet facet) {
    try {
      return facet.apply("one", workloads().trials(soon()).get(0).spec(), soon()).state();
    } catch (DriverException e) {
      assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.UNAVAILABLE);
      return Optional.empty();
    }
  }

  @Test
  void aMachineThatFellSilentIsUnavailableByTheDeadline() throws Exception {
    try (FaultProxy proxy =
        FaultProxy.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), sshd.port()), 7)) {
      WorkloadFacet facet =
          facet(open(installation, options(proxy.port()), sshd.credentials()), WorkloadFacet.class);
      proxy.play(Rule.always(new Fault.Broken(3_000, Ending.SILENCE)).once());

      for (int i = 0; i < 20; i++) {
        try {
          facet.list(Optional.empty(), Page.MOST, in(1_500));
        } catch (DriverException e) {
          assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
          assertThat(e).hasMessageContaining("took longer than 1.5 s");
          break;
        }
      }
      assertThat(proxy.struck()).hasSize(1);
      assertThat(facet.list(Optional.empty(), Page.MOST, soon()).items()).isEmpty();
    }
  }

  @Test
  void carriesAllOfTheForwarder() throws Exception {
    Path classes =
        Path.of(SessionTest.class.getResource(ForwarderJar.FOLDER + "Forwarder.class").toURI())
            .getParent();
    try (var all = Files.list(classes)) {
      assertThat(all.map(p -> p.getFileName().toString()))
          .filteredOn(n -> !n.equals("package-info.class"))
          .extracting(n -> n.replace(".class", ""))
          .containsExactlyInAnyOrderElementsOf(ForwarderJar.CLASSES);
    }
    assertThat(ForwarderJar.ofThisBundle().digest())
        .isEqualTo(ForwarderJar.ofThisBundle().digest());
  }

  @Test
  void aReplyThatIsNotWholeIsNoReply() {
    String whole = "hansa 1 123 0a-b\nworkload one\nexited\n.\n";
    assertThat(Reply.of(whole, "there").one("workload")).contains("one");
    for (int end = 0; end < whole.length(); end++) {
      String part = whole.substring(0, end);
      fails(Reason.INTERNAL, "there does not answer", () -> Reply.of(part, "there"));
    }
    fails(
        Reason.CONFLICT,
        "in the way (there)",
        () -> Reply.of("hansa 1 1 0\nfail CONFLICT in the way\n.\n", "there"));
  }
}
