package org.hansa.platform.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  private static final Ref ENDPOINT = new Ref(Endpoint.KIND, "system", "rack");
  private static final Ref SITE = new Ref(Site.KIND, "system", "here");
  private static final Ref ONE = new Ref(Host.KIND, "system", "rack.one");
  private static final Ref TWO = new Ref(Host.KIND, "system", "rack.two");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final Outside outside = new Outside();
  private final Drive drive =
      new Drive(Instant.parse("2026-01-01T00:00:00Z"), outside, List.of(new Hosts(), new Sites()));

  @BeforeEach
  void aSiteWithTwoHosts() {
    put(SITE, "{'provider':'own','jurisdiction':'DE'}");
    put(ENDPOINT, "{'driver':'process','site':'here'}");
    open(false, "host", "workload");
    outside.hosts(ENDPOINT, host("one", 4), host("two", 8));
    drive.run();
  }

  private static String quoted(String... words) {
    return words.length == 0 ? "" : "'" + String.join("','", words) + "'";
  }

  private void put(Ref ref, String spec) {
    drive.change(Change.Put.of(Draft.of(ref, Doc.parse(spec.replace('\'', '"')))));
  }

  private void open(boolean simulated, String... facets) {
    drive.change(
        new Change.Status(
            ENDPOINT,
            Doc.parse(
                ("{'version':'1','facets':[" + quoted(facets) + "],'simulated':" + simulated + "}")
                    .replace('\'', '"')),
            List.of()));
  }

  private static HostState host(String name, int cpu) {
    return new HostState(
        name,
        Map.of("cpu", BigDecimal.valueOf(cpu)),
        Map.of("os", "linux"),
        List.of("process"),
        name + ".example",
        20_000,
        20_099,
        List.of(20_007));
  }

  private void reserve(Ref host, int cpu) {
    put(
        new Ref(Reservation.KIND, "acme", "r"),
        "{'pool':'" + host + "','amounts':{'cpu':" + cpu + "},'keys':[]}");
  }

  private Condition ready(Ref ref) {
    return drive.get(ref).condition(Condition.READY).orElseThrow();
  }

  private Site.Status site() {
    return drive.get(SITE).status().as(Site.Status.class);
  }

  @Test
  void describesEveryHostThatItsEndpointLists() {
    assertThat(drive.get(ONE).spec().as(Host.Spec.class))
        .isEqualTo(new Host.Spec("rack", "here", "one"));
    assertThat(drive.get(ONE).owner().orElseThrow().ref()).isEqualTo(ENDPOINT);
    Host.Status status = drive.get(TWO).status().as(Host.Status.class);
    assertThat(status.allocatable()).isEqualTo(Map.of("cpu", new BigDecimal(8)));
    assertThat(status.facts()).containsEntry("os", "linux");
    assertThat(status.runtimes()).containsExactly("process");
    assertThat(status.address()).isEqualTo("two.example");
    assertThat(List.of(status.firstPort(), status.lastPort())).containsExactly(20_000, 20_099);
    assertThat(status.takenPorts()).containsExactly(20_007);
    assertThat(ready(ONE).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void sumsUpTheSite() {
    assertThat(site().hosts()).isEqualTo(2);
    assertThat(site().capacity()).isEqualTo(Map.of("cpu", new BigDecimal(12)));
    assertThat(site().simulated()).isFalse();
    assertThat(ready(SITE).message()).isEqualTo("2 of 2 hosts answer");
  }

  @Test
  void saysWhenNothingRealStandsBehindASite() {
    open(true, "host");
    drive.run();

    assertThat(site().simulated()).isTrue();
  }

  @Test
  void saysThatASiteHasNoHosts() {
    Ref bare = new Ref(Site.KIND, "system", "bare");
    put(bare, "{'provider':'own','jurisdiction':'DE'}");
    drive.run();

    assertThat(ready(bare).state()).isEqualTo(Condition.State.FALSE);
    assertThat(ready(bare).message()).contains("create an Endpoint");
  }

  @Test
  void followsWhatTheHostSays() {
    outside.hosts(ENDPOINT, host("one", 16), host("two", 8));
    drive.pass(MINUTE);

    assertThat(site().capacity()).isEqualTo(Map.of("cpu", new BigDecimal(24)));
  }

  @Test
  void saysWhichHostHasLessThanIsReservedOfIt() {
    reserve(ONE, 3);
    assertThat(drive.pass(MINUTE).get(SITE).condition("Sufficient")).isEmpty();

    outside.hosts(ENDPOINT, host("one", 2), host("two", 8));
    Condition room = drive.pass(MINUTE).get(SITE).condition("Sufficient").orElseThrow();
    assertThat(room.state()).isEqualTo(Condition.State.FALSE);
    assertThat(room.message())
        .isEqualTo(
            "host rack.one: 3 cpu reserved of 2. What runs there goes on, and nothing new is"
                + " placed there: have its tenants accept what their Optimizations propose, or give"
                + " it more");

    outside.hosts(ENDPOINT, host("one", 4), host("two", 8));
    assertThat(drive.pass(MINUTE).get(SITE).condition("Sufficient").orElseThrow().state())
        .isEqualTo(Condition.State.TRUE);
  }

  @Test
  void forgetsAHostThatDisappearedAndOnWhichNothingIsReserved() {
    outside.hosts(ENDPOINT, host("two", 8));
    drive.pass(MINUTE);

    assertThat(drive.snapshot().get(ONE)).isEmpty();
    assertThat(site().hosts()).isEqualTo(1);
  }

  @Test
  void keepsAHostThatDisappearedWhileSomethingIsReservedOnIt() {
    reserve(ONE, 2);
    outside.hosts(ENDPOINT, host("two", 8));
    drive.pass(MINUTE);

    assertThat(ready(ONE).state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready(ONE).message()).contains("does not list it any more");
    assertThat(drive.get(ONE).status().at("/allocatable/cpu")).isPresent();

    drive.delete(new Ref(Reservation.KIND, "acme", "r")).pass(MINUTE);
    assertThat(drive.snapshot().get(ONE)).isEmpty();
  }

  @Test
  void knowsAHostAgainThatCameBack() {
    reserve(ONE, 2);
    outside.hosts(ENDPOINT, host("two", 8));
    drive.pass(MINUTE);
    outside.hosts(ENDPOINT, host("one", 4), host("two", 8));
    drive.pass(MINUTE);

    assertThat(ready(ONE).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void saysUnknownSinceTheEndpointDoesNotAnswer() {
    outside.away(ENDPOINT, true);
    drive.pass(MINUTE);
    Instant since = ready(ONE).since();
    drive.pass(MINUTE);

    assertThat(ready(ONE).state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready(ONE).message()).contains("connection refused");
    assertThat(ready(ONE).since()).isEqualTo(since).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(ready(SITE).state()).isEqualTo(Condition.State.UNKNOWN);

    outside.away(ENDPOINT, false);
    drive.pass(MINUTE);
    assertThat(ready(ONE).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void saysUnknownWhenTheDriverHasGone() {
    open(false);
    drive.run();

    assertThat(ready(TWO).state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready(TWO).message()).isEqualTo("the endpoint is not open for hosts");
  }

  @Test
  void namesAHostThatCannotBeNamedAndKeepsTheOthers() {
    outside.hosts(ENDPOINT, host("Big Iron", 4), host("two", 8));
    drive.pass(MINUTE);

    Condition names = drive.get(ENDPOINT).condition("HostNames").orElseThrow();
    assertThat(names.state()).isEqualTo(Condition.State.FALSE);
    assertThat(names.message()).contains("rack.Big Iron");
    assertThat(ready(TWO).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void losesItsHostsWithTheEndpoint() {
    drive.delete(ENDPOINT).run();

    assertThat(drive.snapshot().list(Host.KIND)).isEmpty();
    assertThat(site().hosts()).isZero();
  }
}
