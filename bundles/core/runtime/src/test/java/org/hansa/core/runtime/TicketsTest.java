package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Fence;
import org.junit.jupiter.api.Test;

/** The right to call an endpoint: bounded while it is used, and whole again after. */
class TicketsTest {

  private static final Fence FENCE = new Fence(1, 1);

  private final Tickets all = new Tickets();

  private Optional<Tickets.Ticket> reserve(int n, String endpoint) {
    Calls.Key key = new Calls.Key("uid-" + n, "things");
    return all.reserve(key, FENCE, new Ref("Endpoint", "system", endpoint));
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
}
