package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.platform.api.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a partner could say that means ill, or is of another version. */
class HostileTest extends Bench {

  private static final String UID = "7b1d4f62-9d0f-4c58-8f5e-1d6f1c1c7a11";

  private Canned canned(Function<URI, String> answers) throws IOException {
    return closing(new Canned(answers));
  }

  private Session offered(String sites) throws IOException {
    String offer =
        "{\"name\":\"shared\",\"spec\":{},\"status\":{\"inForce\":true,\"sites\":[" + sites + "]}}";
    return session(canned(asked -> offer).port());
  }

  private static String place(String more) {
    return "{\"name\":\"hall\",\"provider\":\"x\",\"jurisdiction\":\"DE\",\"simulated\":false"
        + more
        + "}";
  }

  private static String host(String name, String more) {
    return "{\"name\":\""
        + name
        + "\",\"address\":\"192.0.2.9\",\"firstPort\":1,\"lastPort\":9,\"answers\":true"
        + more
        + "}";
  }

  @Test
  void fieldsOfAnotherVersionAreLeft() throws IOException {
    Session session =
        offered(
            place(
                ",\"moons\":[{\"a\":1}],\"hosts\":["
                    + host("h", ",\"quantum\":true,\"capacity\":{\"qubits\":5}")
                    + ","
                    + host("away", "").replace("true", "false")
                    + "]"));

    assertThat(facet(session, SiteFacet.class).all(soon())).hasSize(1);
    assertThat(facet(session, HostFacet.class).all(soon())).hasSize(1);
    HostState host = facet(session, HostFacet.class).all(soon()).get(0);
    assertThat(host.name()).as("not the one that does not answer").isEqualTo("h");
    assertThat(host.capacity()).containsKeys("qubits", "cpu", "memory");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"price\":{\"currency\":\"EUR\",\"cpuHour\":-1,\"memoryGibHour\":0}|a price of cpu",
        ",\"price\":{\"currency\":\"EUR\",\"cpuHour\":1E999999999,\"memoryGibHour\":0}|a price of",
        ",\"price\":{\"currency\":\"EUR\",\"cpuHour\":1,\"memoryGibHour\":0,\"egressGib\":1000001}|egress of more",
        ",\"price\":{\"currency\":\"EUR;\",\"cpuHour\":1,\"memoryGibHour\":0}|without a currency",
        ",\"energy\":{\"gramsPerKwh\":1,\"pue\":0.5,\"wattsPerCore\":1}|a PUE below 1",
        ",\"location\":{\"latitude\":91,\"longitude\":0}|not on earth",
        ",\"privacy\":\"whatever\"|a privacy of none",
        ",\"availability\":1.5|an availability of more than 1",
        ",\"certifications\":[null]|`null` value",
        ",\"hosts\":[null]|`null` value"
      })
  void whatCannotBeOfASiteIsRefusedWhole(String more, String words) throws IOException {
    Session session = offered(place(more));

    fails(Reason.INTERNAL, words, () -> facet(session, SiteFacet.class).all(soon()));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource({"../../x", "A", "''", "a b", "-a", "x\\u0000"})
  void namesWithTricksAreRefused(String name) throws IOException {
    Session session = offered(place(",\"hosts\":[" + host(name, "") + "]"));

    fails(Reason.INTERNAL, "a host '", () -> facet(session, HostFacet.class).all(soon()));
  }

  @Test
  void thousandsOfHostsAreTooMany() throws IOException {
    String many =
        IntStream.rangeClosed(0, 10_000)
            .mapToObj(i -> host("h" + i, ""))
            .collect(Collectors.joining(","));
    Session session = offered(place(",\"hosts\":[" + many + "]"));

    fails(
        Reason.INTERNAL, "more than the 10000", () -> facet(session, HostFacet.class).all(soon()));
  }

  @Test
  void whatIsTooLongIsNotTakenIn() throws IOException {
    Session session = offered(place(",\"pad\":\"" + "x".repeat(17 << 20) + "\""));

    fails(Reason.INTERNAL, "more than the", () -> facet(session, SiteFacet.class).all(soon()));
  }

  @Test
  void aNameIsThereOnce() throws IOException {
    Session session = offered(place(",\"hosts\":[" + host("h", "") + "," + host("h", "") + "]"));

    fails(Reason.INTERNAL, "the host h twice", () -> facet(session, HostFacet.class).all(soon()));
  }

  /** Two hosts of one machine are one: whoever could say which ours is could have ours emptied. */
  @Test
  void noHostThereIsAMachineOfOurs() throws IOException {
    Session session =
        offered(
            place(
                ",\"hosts\":["
                    + host("h", ",\"facts\":{\"os\":\"linux\",\"machine\":\"0123\"}")
                    + "]"));

    assertThat(facet(session, HostFacet.class).all(soon()).get(0).facts())
        .isEqualTo(Map.of("os", "linux"));
  }

  private static HostState state(String address, Optional<String> outside, boolean isHere) {
    return OfferedHosts.state(
        "hall",
        new Offering.Machine(
            "h",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            address,
            1,
            9,
            Optional.empty(),
            outside,
            Optional.of(true)),
        isHere);
  }

  /** As the platform has it: where calls from other machines go. */
  private static Optional<String> elsewhere(HostState host) {
    return new Host.Status(
            host.capacity(),
            host.facts(),
            host.runtimes(),
            host.address(),
            host.firstPort(),
            host.lastPort(),
            host.takenPorts(),
            host.outside())
        .elsewhere();
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "127.1.2.3",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "127.0.0.0x1",
        "0177.0.0.1",
        "0",
        "0.0.0.0",
        "0.1.2.3",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "localhost.localdomain",
        "single",
        "a..example",
        "a.example.",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1",
        "::",
        "[::]",
        "::127.0.0.1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "[::ffff:7f00:1]",
        "0:0:0:0:0:ffff:7f00:0001",
        "::ffff:0:0",
        "::ffff:0177.0.0.1",
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "fe80::1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "ff02::1",
        "1.2.3.4.5",
        "1.2.3.256",
        ":::",
        "[192.0.2.1]",
        "[2001:db8::1"
      })
  void whatIsForAPartnerElsewhereIsNotLedToThisMachine(String near) {
    assertThat(elsewhere(state(near, Optional.empty(), false))).isEmpty();
    assertThat(elsewhere(state("127.0.0.1", Optional.of(near), false))).isEmpty();
    assertThat(elsewhere(state(near, Optional.of("192.0.2.1"), false))).contains("192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "10.0.0.1",
        "2001:db8::1",
        "[2001:db8::1]",
        "::ffff:192.0.2.1",
        "fd00::1",
        "node-7.lubeca.example",
        "localhost.example",
        "7.example"
      })
  void whatIsElsewhereIsReached(String far) {
    assertThat(elsewhere(state(far, Optional.empty(), false))).contains(far);
    assertThat(elsewhere(state("127.0.0.1", Optional.of(far), false))).contains(far);
  }

  @Test
  void aPartnerOnThisMachineIsReachedByLoopback() {
    HostState host = state("127.0.0.1", Optional.of("localhost"), true);

    assertThat(host.address()).isEqualTo("127.0.0.1");
    assertThat(host.outside()).contains("localhost");
  }

  @Test
  void aListWithoutAnEndEnds() throws IOException {
    int[] page = {0};
    Canned partner =
        canned(asked -> "{\"items\":[],\"next\":\"p" + page[0]++ + "\",\"revision\":1}");
    WorkloadFacet workloads = facet(session(partner.port()), WorkloadFacet.class);

    fails(
        Reason.INTERNAL,
        "more than 2000 pages",
        () -> workloads.list(Optional.empty(), 10, in(60_000)));
  }

  @Test
  void aPartnerThatDoesNotKnowCursorsIsTakenForAnOlderOne() throws IOException {
    for (String answer : List.of("{\"text\":\"a\"}", "{\"lines\":[\"a\"],\"gap\":false}")) {
      Canned partner = canned(asked -> answer);
      WorkloadFacet workloads = facet(session(partner.port()), WorkloadFacet.class);
      fails(Reason.INTERNAL, "older", () -> workloads.logsAfter(UID, Optional.empty(), 10, soon()));
    }
  }

  @Test
  void whatRunsWhileThePartnerChangesItHasNotSettled() throws IOException {
    String mine = new Names(installation, ENDPOINT).application(UID);
    String running = "{\"name\":\"i\",\"status\":{\"phase\":\"Running\",\"id\":\"p\"}}";
    for (String why : List.of("Changing", "Waiting", "Failed")) {
      String ready =
          ",\"status\":{\"generation\":1},\"conditions\":[{\"type\":\"Ready\",\"state\":\"FALSE\","
              + "\"reason\":\""
              + why
              + "\",\"message\":\"m\"}]}";
      String application = application(mine).replaceFirst("}$", ready);
      Canned partner =
          canned(asked -> asked.getPath().contains("/applications/") ? application : running);
      WorkloadFacet workloads = facet(session(partner.port()), WorkloadFacet.class);

      assertThat(workloads.observe(UID, soon()).progress().isPresent())
          .as(why)
          .isEqualTo(!why.equals("Failed"));
    }
  }

  /** Only what has the name that a uid has by us counts under it. */
  @Test
  void twoThatSayTheSameUidAreOne() throws IOException {
    String mine = new Names(installation, ENDPOINT).application(UID);
    Canned partner =
        canned(
            asked ->
                asked.getPath().endsWith("/instances")
                    ? "{\"items\":[]}"
                    : "{\"items\":[" + application(mine) + "," + application("w-other") + "]}");
    WorkloadFacet workloads = facet(session(partner.port()), WorkloadFacet.class);

    assertThat(workloads.list(Optional.empty(), 10, soon()).items())
        .singleElement()
        .satisfies(item -> assertThat(item.uid()).isEqualTo(UID));
    assertThat(partner.asked().get(0))
        .contains(
            "labelSelector=hansa.guest%3D" + installation + "%2Chansa.guest.endpoint%3Dlubeca")
        .contains("tenant=guest");
  }

  private String application(String name) {
    return "{\"name\":\""
        + name
        + "\",\"generation\":1,\"labels\":{\"hansa.guest\":\""
        + installation
        + "\",\"hansa.guest.endpoint\":\""
        + ENDPOINT
        + "\",\"hansa.guest.uid\":\""
        + UID
        + "\"},\"spec\":{}}";
  }

  @Test
  void anOrderWithNothingInItIsNoneOfOurs() throws IOException {
    String mine = new Names(installation, ENDPOINT).application(UID);
    String nothing =
        "{\"components\":[{\"name\":\"main\",\"runtime\":\"process\",\"env\":{\"A\":null}}]}";
    Canned partner =
        canned(
            asked ->
                asked.getPath().contains("/applications/")
                    ? application(mine).replace("\"spec\":{}", "\"spec\":" + nothing)
                    : "");
    WorkloadFacet workloads = facet(session(partner.port()), WorkloadFacet.class);

    fails(Reason.INTERNAL, "`null` value", () -> workloads.observe(UID, soon()));
  }

  @Test
  void pagesOfTheLedgerAreSummedUp() throws IOException {
    Reading reading =
        read(
            after ->
                after < 3
                    ? "{\"items\":["
                        + entry(after + 1, after, "0.1")
                        + "],\"next\":"
                        + (after + 1)
                        + "}"
                    : "{\"items\":[" + entry(4, 2, "0.7") + "]}");

    assertThat(reading.counters().get("cpu-seconds")).isEqualByComparingTo("1.0");
    assertThat(reading.since()).isEqualTo("2026-01-01T00:00:00Z");
    // The last entry ended no later than the one before: it is booked all the same.
    assertThat(reading.at()).isAfter("2026-01-01T00:03:00Z");
    assertThat(reading.at()).isBefore("2026-01-01T00:03:01Z");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"items\":[],\"next\":0}|goes on where it was before",
        "{\"items\":[{\"number\":1,\"body\":{\"from\":\"2026-01-01T00:00:00Z\",\"until\":"
            + "\"9999-01-01T00:00:00Z\"}}]}|that something was used at",
        "{\"items\":[{\"number\":1,\"body\":{\"from\":\"2026-01-01T00:00:00Z\",\"until\":"
            + "\"2026-01-01T00:01:00Z\",\"quantities\":{\"cpu-seconds\":-5}}}]}|no amount",
        "{\"items\":[{\"number\":1,\"body\":{\"from\":\"2026-01-01T00:00:00Z\",\"until\":"
            + "\"2026-01-01T00:01:00Z\",\"quantities\":{\"cpu\":1E999999999}}}]}|no amount",
        "{\"items\":[{\"number\":0,\"body\":{\"from\":\"2026-01-01T00:00:00Z\",\"until\":"
            + "\"2026-01-01T00:01:00Z\"}}]}|in no order"
      })
  void aLedgerThatCannotBeIsNotBooked(String page, String words) {
    fails(Reason.INTERNAL, words, () -> read(after -> page));
  }

  private static String entry(long number, long minute, String used) {
    return "{\"number\":%d,\"body\":{\"from\":\"2026-01-01T00:0%d:00Z\",\"until\":"
            .formatted(number, minute)
        + "\"2026-01-01T00:0%d:00Z\",\"quantities\":{\"cpu-seconds\":%s}}}"
            .formatted(minute + 1, used);
  }

  private Reading read(Function<Long, String> ledger) throws IOException {
    String mine = new Names(installation, ENDPOINT).application(UID);
    Canned partner =
        canned(
            asked -> {
              if (asked.getPath().endsWith("/ledger")) {
                return ledger.apply(
                    Long.valueOf(asked.getQuery().replaceFirst(".*after=(\\d+).*", "$1")));
              }
              return asked.getPath().contains("/applications/") ? application(mine) : "";
            });
    return facet(session(partner.port()), MeterFacet.class).read(UID, soon()).orElseThrow();
  }
}
