package org.hansa.platform.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.External;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Instance;
import org.junit.jupiter.api.Test;

class ConnectivityTest extends Street {

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
  void leadsToAnotherMachineByTheAddressThatIsForOthers() {
    addresses("one", "127.0.0.1", Optional.of("10.0.0.1"));
    addresses("two", "127.0.0.1", Optional.of("10.0.0.2"));
    instance("db", 1, "one", true);
    drive.run();

    assertThat(status().address()).contains("http://127.0.0.1:20001");
    assertThat(status().targets()).containsExactly("10.0.0.2:20010", "127.0.0.1:20011");
  }

  @Test
  void neverLeadsToTheLoopbackOfAnotherMachine() {
    addresses("one", "127.0.0.1", Optional.empty());
    addresses("two", "127.0.0.1", Optional.empty());
    drive.run();

    assertThat(status().targets()).isEmpty();
    assertThat(ready().reason()).isEqualTo("Unreachable");
    assertThat(ready().message()).contains("Host/system/two", "no address");

    addresses("two", "127.0.0.1", Optional.of("10.0.0.2"));
    drive.run();
    assertThat(status().targets()).containsExactly("10.0.0.2:20010");
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

  /**
   * Whoever waits with the stop of an instance until nothing leads there, is not told too early.
   */
  @Test
  void saysWhereItLeadsOnlyWhenItIsSeen() {
    drive.run();
    outside.away(endpoint("one"), true);
    instance("db", 1, "one", true);
    drive.delete(new Ref(Instance.KIND, "acme", "shop.db.0")).run();

    assertThat(status().targets()).containsExactly("two:20010");
    assertThat(status().instances()).containsExactly("shop.db.0", "shop.db.1");

    outside.away(endpoint("one"), false);
    drive.run();
    assertThat(status().targets()).containsExactly("one:20011");
    assertThat(status().instances()).containsExactly("shop.db.1");
  }

  @Test
  void isUnknownWhileNobodyKnowsOfItsProvider() {
    drive.change(
        new Change.Status(
            new Ref(Instance.KIND, "acme", "shop.db.0"),
            Doc.EMPTY,
            List.of(Condition.unknown(Condition.READY, "NoAnswer", "", START))));
    drive.run();

    assertThat(status().targets()).containsExactly("two:20010");
    assertThat(ready().state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready().message()).isEqualTo("the endpoint of db does not answer");

    instance("db", 1, "one", true);
    drive.run();
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

    Ref late = new Ref(Connection.KIND, "acme", "b");
    connection(late, "web");
    drive.run();
    Condition none = drive.get(late).condition(Condition.READY).orElseThrow();
    assertThat(none.reason()).isEqualTo("NoPort");
    assertThat(none.message()).contains("no port is free between 20000 and 20002", "Widen");
    assertThat(connectivity.step(drive.snapshot(), drive.get(late)).again())
        .contains(External.FRESH);
  }

  @Test
  void takesThePortThatAnotherGivesBack() {
    Ref other = new Ref(Connection.KIND, "acme", "a");
    Ref late = new Ref(Connection.KIND, "acme", "b");
    connection(other, "web");
    drive.run();
    connection(late, "web");
    drive.run();
    assertThat(drive.get(late).is(Condition.READY)).isFalse();

    drive.delete(other).run();
    drive.pass(External.FRESH);
    assertThat(drive.get(late).is(Condition.READY)).isTrue();
    assertThat(drive.get(late).status().as(Connection.Status.class).port()).contains(20_001);
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

  /** As after a restore of what was saved before it was changed. */
  @Test
  void appliesAgainAForwardThatLeadsElsewhere() {
    drive.run();
    Outside.Key key = outside.objects().firstKey();
    outside.plant(key, new ForwardState(20_001, List.of("one:20099"), true));

    drive.pass(Duration.ofSeconds(30));

    assertThat(forward().targets()).containsExactly("two:20010");
  }
}
