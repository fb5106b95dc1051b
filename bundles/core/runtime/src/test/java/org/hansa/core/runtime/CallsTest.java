package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Fence;
import org.junit.jupiter.api.Test;

/** The right to call an endpoint: bounded while it is used, and nothing is kept of it after. */
class CallsTest {

  private static final Fence FENCE = new Fence(1, 1);

  private final Calls calls =
      new Calls(null, null, null, Runnable::run, InstantSource.system(), fence -> true, null);

  private Optional<Calls.Ticket> reserve(int n, String endpoint) {
    Calls.Key key = new Calls.Key("uid-" + n, "things");
    return calls.reserve(key, FENCE, new Ref("Endpoint", "system", endpoint));
  }

  @Test
  void anEndpointTakesSoManyAndIsForgottenAfterTheLast() {
    List<Calls.Ticket> tickets = new ArrayList<>();
    for (int n = 0; n < Calls.PERMITS; n++) {
      tickets.add(reserve(n, "a").orElseThrow());
    }
    assertThat(reserve(Calls.PERMITS, "a")).isEmpty();
    assertThat(reserve(0, "b")).as("its key is taken").isEmpty();
    tickets.add(reserve(Calls.PERMITS, "b").orElseThrow());
    assertThat(calls.endpoints()).isEqualTo(2);

    calls.giveBack(tickets.remove(0));
    tickets.add(reserve(Calls.PERMITS + 1, "a").orElseThrow());
    tickets.forEach(calls::giveBack);
    assertThat(calls.running()).isZero();
    assertThat(calls.endpoints()).isZero();
  }
}
