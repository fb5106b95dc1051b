package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Principal;
import org.junit.jupiter.api.Test;

/** What lists keep in memory is bounded, in how much and for how long. */
class PagesTest {

  private static final Principal ADA = new Principal("user:ada", "system", Set.of());
  private static final Principal BOB = new Principal("user:bob", "system", Set.of());

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Pages pages = new Pages(() -> now);

  private static Snapshot state(long revision) {
    return (Snapshot)
        Proxy.newProxyInstance(
            Snapshot.class.getClassLoader(),
            new Class<?>[] {Snapshot.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("revision")) {
                return revision;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private void gone(long revision, long newest) {
    assertThatThrownBy(() -> pages.at(ADA, revision, newest))
        .hasMessageContaining("no longer kept");
  }

  @Test
  void whoPagesSlowlyKeepsAStateForTenMinutesAndNoLonger() {
    Snapshot state = state(7);
    for (int minute = 0; minute < 10; minute++) {
      pages.keep(ADA, state, 7);
      now = now.plus(Duration.ofSeconds(59));
      assertThat(pages.at(ADA, 7, 7)).isSameAs(state);
    }
    pages.keep(ADA, state, 7);
    now = now.plus(Duration.ofSeconds(30));
    gone(7, 7);
  }

  @Test
  void aStateIsKeptWhileNotMuchHasChangedSince() {
    pages.keep(ADA, state(7), 7);
    assertThat(pages.at(ADA, 7, 50_007).revision()).isEqualTo(7);
    gone(7, 50_008);
    gone(7, 8);
  }

  @Test
  void ofThePastTheLastAloneIsKept() {
    Snapshot first = state(3);
    pages.keepPast(ADA, first);
    assertThat(pages.past(ADA, 3)).containsSame(first);
    assertThat(pages.past(BOB, 3)).as("it is cut by rights").isEmpty();
    pages.keepPast(BOB, state(4));
    assertThat(pages.past(ADA, 3)).isEmpty();
    assertThat(pages.past(BOB, 4)).isPresent();
    now = now.plus(Duration.ofMinutes(3));
    assertThat(pages.past(BOB, 4)).isEmpty();
  }
}
