package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Leases;
import org.junit.jupiter.api.Test;

class FreshnessTest {

  private static final Calls.Key KEY = new Calls.Key("uid", "controller");
  private static final Ref THING = new Ref("Thing", "demo", "a");
  private static final Ref ENDPOINT = new Ref("Endpoint", "system", "there");

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 7);
  private final Freshness freshness = new Freshness(time::get);

  private void pass(int seconds) {
    time.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private long ask() {
    freshness.asking(KEY, THING);
    return time.get();
  }

  @Test
  void whatWasSeenIsAsOldAsTheCall() {
    long asked = ask();
    pass(40);
    freshness.seen(KEY, asked);

    assertThat(freshness.age(KEY)).contains(Duration.ofSeconds(40));
  }

  @Test
  void anEndpointsAnswerIsAsOldAsTheLatestCall() {
    long first = time.get();
    pass(5);
    long second = time.get();
    pass(5);
    freshness.answered(ENDPOINT, second);
    freshness.answered(ENDPOINT, first);

    assertThat(freshness.age(ENDPOINT)).contains(Duration.ofSeconds(5));
  }

  @Test
  void whatHappensDuringACallIsNotInItsAnswer() {
    long asked = ask();
    pass(1);
    assertThat(freshness.stale("uid")).containsEntry("controller", THING);
    pass(1);
    freshness.seen(KEY, asked);
    assertThat(freshness.age(KEY)).isEmpty();

    long again = ask();
    freshness.seen(KEY, again);
    assertThat(freshness.age(KEY)).contains(Duration.ZERO);
  }

  @Test
  void ofTwoCallsInARowOneCounts() {
    for (int i = 0; i < 4; i++) {
      long asked = ask();
      freshness.stale("uid");
      freshness.seen(KEY, asked);

      assertThat(freshness.age(KEY).isPresent()).isEqualTo(i % 2 == 1);
    }
  }

  @Test
  void whatWasAskedBeforeThePartitionWentIsHistory() {
    long asked = ask();
    freshness.forget(Set.of(Leases.partition(THING)));
    freshness.seen(KEY, asked);

    assertThat(freshness.age(KEY)).isEmpty();
    assertThat(freshness.stale("uid")).isEmpty();
  }
}
