package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.api.gate.Principal;
import org.junit.jupiter.api.Test;

/** How much each account may ask, by a clock that the test turns. */
class RatesTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

  private static Principal who(String name) {
    return new Principal("user:" + name, "demo", Set.of());
  }

  private Rates rates(int perSecond, int burst) {
    return new Rates(new Rates.Limits(perSecond, burst), nanos::get);
  }

  private static int taken(Rates rates, Principal who, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      try {
        rates.take(who);
        taken++;
      } catch (Trouble.Refusal e) {
        assertThat(e).hasMessageContaining(who.name());
      }
    }
    return taken;
  }

  /** The clock's own numbers mean nothing, and may run over. */
  @Test
  void aBurstPassesAndThenSoManyASecond() {
    Rates rates = rates(10, 30);
    assertThat(taken(rates, who("ada"), 100)).isEqualTo(30);
    assertThat(taken(rates, who("bob"), 100)).isEqualTo(30);
    nanos.addAndGet(Duration.ofMillis(99).toNanos());
    assertThat(taken(rates, who("ada"), 100)).isZero();
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(taken(rates, who("ada"), 100)).isEqualTo(1);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(taken(rates, who("ada"), 100)).isEqualTo(20);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(taken(rates, who("ada"), 100)).isEqualTo(30);
  }

  @Test
  void zeroIsNoLimit() {
    assertThat(taken(rates(0, 1), who("ada"), 100_000)).isEqualTo(100_000);
  }

  @Test
  void whatNoOneCanMeanIsTakenForTheLeast() {
    Rates rates = rates(1, 0);
    assertThat(taken(rates, who("ada"), 5)).isEqualTo(1);
    assertThat(taken(rates(-5, 1), who("ada"), 5)).isEqualTo(5);
    assertThatCode(() -> rates(Integer.MAX_VALUE, Integer.MAX_VALUE).take(who("ada")))
        .doesNotThrowAnyException();
  }

  @Test
  void itIsSaidHowLongToWait() {
    Rates rates = new Rates(new Rates.Limits(1, 1), nanos::get);
    rates.take(who("ada"));
    assertThatThrownBy(() -> rates.take(who("ada"))).hasMessageContaining("1 times a second");
  }

  @Test
  void fullBucketsAreForgottenAndTheTableIsBounded() {
    Rates rates = rates(10, 2);
    for (int i = 0; i < Rates.MOST; i++) {
      rates.take(who("a" + i));
    }
    assertThat(rates.kept()).isEqualTo(Rates.MOST);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    rates.take(who("late"));
    assertThat(rates.kept()).isEqualTo(1);
    for (int i = 0; i < 3 * Rates.MOST; i++) {
      rates.take(who("b" + i));
      assertThat(rates.kept()).isLessThanOrEqualTo(Rates.MOST);
    }
  }

  @Test
  void manyAtOnceGetNoMoreThanThereIs() throws InterruptedException {
    Rates rates = rates(1, 1000);
    AtomicInteger taken = new AtomicInteger();
    List<Thread> askers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      askers.add(new Thread(() -> taken.addAndGet(taken(rates, who("ada"), 1000))));
    }
    askers.forEach(Thread::start);
    for (Thread asker : askers) {
      asker.join();
    }
    assertThat(taken).hasValue(1000);
  }
}
