package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.api.Ref;
import org.hansa.core.api.metrics.OpenMetrics;
import org.hansa.core.api.store.Fence;
import org.junit.jupiter.api.Test;

/** The right to call an endpoint: bounded while it is used, and whole again after. */
class TicketsTest {

  private static final Fence FENCE = new Fence(1, 1);

  private final AtomicLong now = new AtomicLong();
  private final List<String> woken = new ArrayList<>();
  private final Tickets all = new Tickets(now::get, w -> woken.add(w.ref().name()));

  private Optional<Tickets.Ticket> reserve(int n, String endpoint) {
    return reserve("demo", "n" + n, endpoint, true);
  }

  private Optional<Tickets.Ticket> reserve(
      String tenant, String name, String endpoint, boolean hasEffect) {
    Calls.Key key = new Calls.Key("uid-" + tenant + name, "things");
    return all.reserve(
        who(tenant, name), key, FENCE, new Ref("Endpoint", "system", endpoint), hasEffect);
  }

  private static Tickets.Waiter who(String tenant, String name) {
    return new Tickets.Waiter("things", new Ref("Thing", tenant, name));
  }

  private List<Tickets.Ticket> reserveAll(String endpoint) {
    List<Tickets.Ticket> tickets = new ArrayList<>();
    for (int n = 0; n < Tickets.PERMITS; n++) {
      tickets.add(reserve(n, endpoint).orElseThrow());
    }
    return tickets;
  }

  @Test
  void anEndpointTakesSoManyAndAllOfThemAgainAfterTheLast() {
    List<Tickets.Ticket> tickets = reserveAll("a");
    assertThat(reserve(Tickets.PERMITS, "a")).isEmpty();
    assertThat(reserve(0, "b")).as("its key is taken").isEmpty();
    tickets.add(reserve(Tickets.PERMITS, "b").orElseThrow());
    assertThat(woken).isEmpty();

    all.giveBack(tickets.remove(0));
    tickets.add(reserve(Tickets.PERMITS + 1, "a").orElseThrow());
    tickets.forEach(all::giveBack);
    reserveAll("a").forEach(all::giveBack);
    reserveAll("b");
  }

  @Test
  void whatIsGivenBackTwiceCountsOnce() {
    List<Tickets.Ticket> tickets = reserveAll("a");
    Tickets.Ticket given = tickets.get(0);
    all.giveBack(given);
    assertThat(reserve(0, "a")).isPresent();
    all.giveBack(given);
    assertThat(all.inFlight(given.key())).as("taken by another call").isTrue();
    assertThat(reserve(Tickets.PERMITS, "a")).isEmpty();
  }

  @Test
  void tenantsTakeTurnsAtAFullEndpoint() {
    List<Tickets.Ticket> tickets = reserveAll("a");
    for (String name : List.of("x1", "x2", "x3")) {
      assertThat(reserve("big", name, "a", true)).isEmpty();
    }
    assertThat(reserve("small", "y1", "a", true)).isEmpty();
    tickets.subList(0, 3).forEach(all::giveBack);
    assertThat(woken).containsExactly("x1", "y1", "x2");

    assertThat(reserve("third", "z1", "a", true)).as("all places are kept").isEmpty();
    assertThat(reserve("small", "y1", "a", true)).isPresent();
    assertThat(reserve("big", "x1", "a", true)).isPresent();
    assertThat(woken).hasSize(3);
  }

  @Test
  void whatHasAnEffectGoesBeforeWhatOnlyLooks() {
    List<Tickets.Ticket> tickets = reserveAll("a");
    assertThat(reserve("demo", "look", "a", false)).isEmpty();
    assertThat(reserve("demo", "rise", "a", false)).isEmpty();
    assertThat(reserve("demo", "act", "a", true)).isEmpty();
    assertThat(reserve("demo", "rise", "a", true)).isEmpty();
    tickets.subList(0, 3).forEach(all::giveBack);
    assertThat(woken).containsExactly("rise", "act", "look");
  }

  @Test
  void aPlaceThatIsKeptIsTakenByWhoComesByOfTheSameTenantAndTheOtherKeepsItsTurn() {
    List<Tickets.Ticket> tickets = reserveAll("a");
    assertThat(reserve("big", "x1", "a", true)).isEmpty();
    assertThat(reserve("big", "x2", "a", true)).isEmpty();
    all.giveBack(tickets.get(0));
    assertThat(reserve("big", "new", "a", true)).isPresent();
    assertThat(reserve("big", "x1", "a", true)).isEmpty();
    all.giveBack(tickets.get(1));
    assertThat(woken).containsExactly("x1", "x1");
    assertThat(reserve("big", "x1", "a", true)).isPresent();
  }

  @Test
  void whoIsCalledAndPassesMakesRoomForTheNext() {
    List<Tickets.Ticket> tickets = reserveAll("a");
    assertThat(reserve("demo", "x1", "a", true)).isEmpty();
    assertThat(reserve("demo", "x2", "a", true)).isEmpty();
    assertThat(all.isCalled(who("demo", "x1"))).isFalse();
    all.giveBack(tickets.get(0));
    assertThat(all.isCalled(who("demo", "x1"))).isTrue();
    all.pass(who("demo", "x1"));
    assertThat(all.isCalled(who("demo", "x1"))).isFalse();
    assertThat(woken).containsExactly("x1", "x2");
  }

  @Test
  void whoGoesToAnotherEndpointWaitsNoMoreAtTheFirst() {
    List<Tickets.Ticket> tickets = reserveAll("a");
    assertThat(reserve("demo", "x1", "a", true)).isEmpty();
    assertThat(reserve("demo", "x2", "a", true)).isEmpty();
    all.giveBack(tickets.get(0));
    assertThat(reserve("demo", "x1", "b", true)).isPresent();
    assertThat(woken).containsExactly("x1", "x2");
  }

  @Test
  void whoIsCalledAndDoesNotComeLosesItsPlace() {
    List<Tickets.Ticket> tickets = reserveAll("a");
    assertThat(reserve("big", "gone", "a", true)).isEmpty();
    assertThat(reserve("small", "y1", "a", true)).isEmpty();
    all.giveBack(tickets.get(0));
    assertThat(reserve("small", "y1", "a", true)).isEmpty();
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(reserve("small", "y1", "a", true)).isPresent();
    assertThat(all.isCalled(who("big", "gone"))).isFalse();
  }

  @Test
  void whoWaitsAndHowLongIsMeasured() {
    assertThat(all.families()).allSatisfy(f -> assertThat(f.samples()).isEmpty());
    List<Tickets.Ticket> tickets = reserveAll("a");
    assertThat(reserve("demo", "x1", "a", true)).isEmpty();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(reserve("demo", "x2", "a", false)).isEmpty();
    all.giveBack(tickets.get(0));
    assertThat(OpenMetrics.text(all.families()))
        .contains("hansa_endpoint_waiting{endpoint=\"system/a\"} 2")
        .contains("hansa_endpoint_oldest_seconds{endpoint=\"system/a\"} 2");
  }
}
