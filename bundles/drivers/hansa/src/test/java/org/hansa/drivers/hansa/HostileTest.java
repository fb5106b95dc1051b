package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        ",\"price\":{\"currency\":\"EUR;\",\"cpuHour\":1,\"memoryGibHour\":0}|without a currency",
        ",\"energy\":{\"gramsPerKwh\":1,\"pue\":0.5,\"wattsPerCore\":1}|a PUE below 1",
        ",\"location\":{\"latitude\":91,\"longitude\":0}|not on earth",
        ",\"privacy\":\"whatever\"|a privacy of none",
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

  @Test
  void whatIsForAPartnerElsewhereIsNotLedToThisMachine() {
    HansaOptions elsewhere =
        new HansaOptions(
            URI.create("https://192.0.2.1"), "guest", "shared", Optional.empty(), Optional.empty());

    assertThat(Bounds.isLoopback(elsewhere.url().getHost())).isFalse();
    for (String near :
        new String[] {
          "127.0.0.1",
          "127.1",
          "localhost",
          "LOCALHOST.",
          "::1",
          "[::1]",
          "0.0.0.0",
          "::",
          "::ffff:127.0.0.1",
          "0:0:0:0:0:0:0:1"
        }) {
      assertThat(Bounds.isLoopback(near)).as(near).isTrue();
    }
    for (String far : new String[] {"192.0.2.1", "2001:db8::1", "localhost.example"}) {
      assertThat(Bounds.isLoopback(far)).as(far).isFalse();
    }
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

  /** Only what has the name that a uid has by us counts under it. */
  @Test
  void twoThatSayTheSameUidAreOne() throws IOException {
    String mine = new Names(installation).application(UID);
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
        .contains("labelSelector=hansa.guest%3D" + installation)
        .contains("tenant=guest");
  }

  private String application(String name) {
    return "{\"name\":\""
        + name
        + "\",\"generation\":1,\"labels\":{\"hansa.guest\":\""
        + installation
        + "\",\"hansa.guest.uid\":\""
        + UID
        + "\"},\"spec\":{}}";
  }

  @Test
  void anOrderWithNothingInItIsNoneOfOurs() throws IOException {
    String mine = new Names(installation).application(UID);
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
    String mine = new Names(installation).application(UID);
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
