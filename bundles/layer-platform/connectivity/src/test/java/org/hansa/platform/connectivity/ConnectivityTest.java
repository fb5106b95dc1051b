package org.hansa.platform.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.ForwardState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Workload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectivityTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Ref LINK = new Ref(Connection.KIND, "acme", "shop.web.db.sql");

  private final Outside outside = new Outside();
  private final Connectivity connectivity = new Connectivity();
  private final Drive drive = new Drive(START, outside, List.of(connectivity));

  @BeforeEach
  void webCallsDb() {
    host("one");
    host("two");
    workload("web", "one");
    workload("db", "two");
    instance("db", 0, "two", true);
    connection(LINK, "web");
  }

  private static String quoted(String... words) {
    return words.length == 0 ? "" : "'" + String.join("','", words) + "'";
  }

  private static Doc json(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  private void put(Ref ref, Doc spec) {
    drive.change(Change.Put.of(Draft.of(ref, spec)));
  }

  private static Ref endpoint(String host) {
    return new Ref(Endpoint.KIND, "system", "at-" + host);
  }

  private static Ref hostRef(String name) {
    return new Ref(Host.KIND, "system", name);
  }

  private void host(String name) {
    put(endpoint(name), json("{'driver':'process','site':'here'}"));
    facets(name, "forward", "workload");
    put(hostRef(name), json("{'endpoint':'at-" + name + "','site':'here','host':'h'}"));
    drive.change(
        new Change.Status(
            hostRef(name),
            json(
                "{'allocatable':{'cpu':4},'address':'"
                    + name
                    + "','firstPort':20000,'lastPort':20002,'takenPorts':[20000]}"),
            List.of()));
  }

  private void facets(String host, String... facets) {
    drive.change(
        new Change.Status(
            endpoint(host),
            json("{'version':'1','facets':[" + quoted(facets) + "],'simulated':" + false + "}"),
            List.of()));
  }

  private void workload(String component, String... hosts) {
    Ref ref = new Ref(Workload.KIND, "acme", "shop." + component);
    put(ref, json("{'application':'shop'}"));
    List<Workload.Slot> slots =
        List.of(hosts).stream()
            .map(h -> new Workload.Slot("s", hostRef(h).toString(), "here", Map.of(), "why"))
            .toList();
    drive.status(ref, new Workload.Status(slots, Optional.empty()));
  }

  private void instance(String component, int n, String host, boolean ready) {
    Ref ref = new Ref(Instance.KIND, "acme", "shop." + component + "." + n);
    put(
        ref,
        json(
            "{'application':'shop','component':'%s','endpoint':'%s','host':'%s','site':'here',"
                    .formatted(component, endpoint(host), hostRef(host))
                + "'workload':{'name':'x','ports':{'sql':"
                + (20_010 + n)
                + "}}}"));
    Condition condition =
        ready
            ? Condition.yes(Condition.READY, "Ready", "", START)
            : Condition.no(Condition.READY, "Restarting", "", START);
    drive.change(new Change.Status(ref, Doc.EMPTY, List.of(condition)));
  }

  private void connection(Ref ref, String from) {
    put(ref, Doc.of(new Connection.Spec("shop", from, "db", "sql")));
  }

  private Connection.Status status() {
    return drive.get(LINK).status().as(Connection.Status.class);
  }

  private Condition ready() {
    return drive.get(LINK).condition(Condition.READY).orElseThrow();
  }

  private Optional<Reservation.Spec> port() {
    return drive
        .snapshot()
        .get(new Ref(Reservation.KIND, "acme", LINK.name()))
        .map(r -> r.spec().as(Reservation.Spec.class));
  }

  private ForwardState forward() {
    assertThat(outside.objects()).hasSize(1);
    return outside.objects().values().iterator().next().as(ForwardState.class);
  }

  @Test
  void givesAStableAddressOnTheConsumersHostThatLeadsToTheProvider() {
    drive.run();

    assertThat(status().address()).contains("http://one:20001");
    assertThat(status().host()).contains("Host/system/one");
    assertThat(status().targets()).containsExactly("two:20010");
    assertThat(forward()).isEqualTo(new ForwardState(20_001, List.of("two:20010"), true));
    assertThat(outside.objects().firstKey().endpoint()).isEqualTo(endpoint("one"));
    assertThat(port().orElseThrow().keys()).containsExactly("tcp/20001");
    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void bringsUsersInWhereTheProviderIs() {
    Ref users = new Ref(Connection.KIND, "acme", "shop.users.db.sql");
    connection(users, "users");
    drive.run();

    assertThat(drive.get(users).status().as(Connection.Status.class).address())
        .contains("http://two:20001");
  }

  @Test
  void hasAnAddressBeforeAnyProviderRuns() {
    drive.delete(new Ref(Instance.KIND, "acme", "shop.db.0")).run();

    assertThat(status().address()).contains("http://one:20001");
    assertThat(forward().targets()).isEmpty();
    assertThat(ready().reason()).isEqualTo("NoProvider");
  }

  @Test
  void leadsToReadyInstancesOnlyAndToAllIfNoneIsReady() {
    instance("db", 1, "one", false);
    drive.run();
    assertThat(status().targets()).containsExactly("two:20010");

    instance("db", 0, "two", false);
    drive.run();
    assertThat(status().targets()).containsExactly("one:20011", "two:20010");
    assertThat(ready().reason()).isEqualTo("NoProvider");

    instance("db", 1, "one", true);
    drive.run();
    assertThat(status().targets()).containsExactly("one:20011");
    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void keepsItsPortWhenTheProviderMoves() {
    drive.run();
    drive.delete(new Ref(Instance.KIND, "acme", "shop.db.0")).run();
    instance("db", 0, "one", true);
    drive.run();

    assertThat(status().address()).contains("http://one:20001");
    assertThat(forward().targets()).containsExactly("one:20010");
  }

  @Test
  void movesWithItsConsumerAndLeavesNothingWhereItWas() {
    drive.run();
    workload("web", "two");
    drive.run();

    assertThat(status().address()).contains("http://two:20001");
    assertThat(port().orElseThrow().pool()).isEqualTo("Host/system/two");
    assertThat(forward().listening()).isTrue();
    assertThat(outside.objects().firstKey().endpoint()).isEqualTo(endpoint("two"));
  }

  @Test
  void keepsTheFormerPortUntilTheForwardThereIsGone() {
    drive.run();
    workload("web", "two");
    outside.away(endpoint("one"), true);
    drive.run();

    assertThat(port().orElseThrow().pool()).isEqualTo("Host/system/one");
    assertThat(ready().reason()).isEqualTo("Moving");

    outside.away(endpoint("one"), false);
    drive.run();
    assertThat(port().orElseThrow().pool()).isEqualTo("Host/system/two");
    assertThat(forward().listening()).isTrue();
  }

  @Test
  void freesThePortOnlyWhenTheForwardIsGone() {
    drive.run();
    outside.away(endpoint("one"), true);
    drive.delete(LINK).run();
    assertThat(port()).isPresent();
    assertThat(drive.get(LINK).finalizers()).containsExactly("connectivity");

    outside.away(endpoint("one"), false);
    drive.run();
    assertThat(outside.objects()).isEmpty();
    assertThat(port()).isEmpty();
    assertThat(drive.snapshot().get(LINK)).isEmpty();
  }

  @Test
  void removesTheForwardBeforeItGivesThePortBack() {
    drive.run();
    drive.delete(LINK);

    Step first = connectivity.step(drive.snapshot(), drive.get(LINK));

    assertThat(first.call()).map(Call::verb).contains(Call.Verb.REMOVE);
    assertThat(first.changes()).isEmpty();
  }

  @Test
  void takesAnotherPortWhenItsOwnIsTakenAway() {
    drive.run();

    drive.delete(new Ref(Reservation.KIND, "acme", LINK.name())).run();

    assertThat(port()).isPresent();
    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
    assertThat(forward().port()).isEqualTo(20_001);
  }

  @Test
  void givesEveryConnectionAPortOfItsOwnAndSaysWhenThereIsNone() {
    connection(new Ref(Connection.KIND, "acme", "a"), "web");
    drive.run();
    assertThat(status().address()).contains("http://one:20002");

    connection(new Ref(Connection.KIND, "acme", "b"), "web");
    assertThatThrownBy(drive::run)
        .isInstanceOf(Problem.class)
        .hasMessage("no port is free between 20000 and 20002");
  }

  @Test
  void waitsForAPlaceOfTheConsumer() {
    workload("web");
    drive.run();

    assertThat(ready().message()).isEqualTo("component web has no place yet");
    assertThat(port()).isEmpty();
  }

  @Test
  void refusesAnEndpointThatCannotForward() {
    facets("one", "workload");

    assertThatThrownBy(drive::run)
        .isInstanceOfSatisfying(
            Problem.class,
            p -> assertThat(p.line()).contains("Endpoint/system/at-one", "facet forward", "Place"));
  }

  @Test
  void waitsForAnEndpointThatIsNotOpen() {
    facets("one");
    drive.run();

    assertThat(ready().state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready().message()).contains("is not open");
  }

  @Test
  void saysUnknownWhileTheEndpointDoesNotAnswer() {
    drive.run();
    outside.away(endpoint("one"), true);
    drive.pass(Duration.ofSeconds(30));

    assertThat(ready().state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready().message()).contains("connection refused");
    assertThat(status().address()).contains("http://one:20001");
  }

  @Test
  void appliesAgainAForwardThatDoesNotListen() {
    drive.run();
    Outside.Key key = outside.objects().firstKey();
    outside.plant(key, new ForwardState(20_001, List.of("two:20010"), false));

    drive.pass(Duration.ofSeconds(30));

    assertThat(forward().listening()).isTrue();
    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
  }
}
