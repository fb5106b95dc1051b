package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.Driver;
import org.junit.jupiter.api.Test;

/** Who asks for a driver while another one takes its place. */
class SuccessionTest {

  private static final long LONG = TimeUnit.MINUTES.toNanos(10);

  private final FakeDriver old = new FakeDriver();
  private final FakeDriver fresh = new FakeDriver();

  private static CompletableFuture<Optional<Driver>> asked(Succession drivers, String version) {
    return CompletableFuture.supplyAsync(
        () -> drivers.get("fake", Optional.ofNullable(version), LONG));
  }

  @Test
  void whoAsksForOneThatHasLeftIsGivenWhatFollowsIt() throws Exception {
    fresh.version = "2";
    Succession drivers = new Succession();
    drivers.add("fake", old.version(), old);
    drivers.remove(old);
    CompletableFuture<Optional<Driver>> any = asked(drivers, null);
    CompletableFuture<Optional<Driver>> pinned = asked(drivers, "2");
    assertThat(any).isNotDone();

    drivers.add("fake", fresh.version(), fresh);

    assertThat(any.get(1, TimeUnit.MINUTES)).containsSame(fresh);
    assertThat(pinned.get(1, TimeUnit.MINUTES)).containsSame(fresh);
    // Only what is not there is waited for.
    assertThat(drivers.get("fake", Optional.of("2"), LONG)).containsSame(fresh);
  }

  @Test
  void oneThatWasNeverThereIsNotWaitedFor() {
    Succession drivers = new Succession();
    drivers.add("fake", old.version(), old);

    assertThat(drivers.get("other", Optional.empty(), LONG)).isEmpty();
    assertThat(drivers.get("fake", Optional.of("2"), LONG)).isEmpty();
  }

  @Test
  void oneThatStaysAwayIsNotWaitedForAnyLonger() {
    Succession drivers = new Succession();
    drivers.add("fake", old.version(), old);
    drivers.remove(old);

    assertThat(drivers.get("fake", Optional.empty(), 1)).isEmpty();
    assertThat(drivers.all().all()).isEmpty();
  }
}
