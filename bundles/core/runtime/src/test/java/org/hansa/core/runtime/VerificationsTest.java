package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that are tried by the driver contract while they work. */
class VerificationsTest {

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private World world;
  private Drivers drivers;

  @BeforeEach
  void start() {
    world = new World(folder, driver);
    drivers = world.runtime.drivers();
  }

  @AfterEach
  void stop() throws Exception {
    driver.looking.countDown();
    world.close();
  }

  private Drivers.Verification verify(String... rules) {
    return drivers.verify(World.AT, new Drivers.Wanted(Set.of(rules), false), "user:ada", "test:1");
  }

  private Drivers.Outcome outcome() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> drivers.verification(World.AT).orElseThrow().ended());
    return drivers.verification(World.AT).orElseThrow().outcome().orElseThrow();
  }

  @Test
  void whatHoldsAndWhatIsBrokenIsReportedAndAudited() {
    assertThat(drivers.verification(World.AT)).isEmpty();
    assertThat(verify("driver-id").total()).isEqualTo(1);
    Drivers.Outcome sound = outcome();
    assertThat(sound.sound()).isTrue();
    assertThat(sound.table()).anyMatch(line -> line.contains("PASSED   driver-id"));
    assertThat(sound.junit()).contains("<testsuite", "driver-id");

    verify("trials-enough");
    Drivers.Outcome broken = outcome();
    assertThat(broken.sound()).isFalse();
    assertThat(broken.report().tree().toString()).contains("trials-enough", "BROKEN");
    assertThat(world.store.entries(Store.Query.all(Entry.AUDIT, 0, 1000)).entries())
        .extracting(Store.Numbered::entry)
        .filteredOn(entry -> entry.isAbout(World.AT))
        .filteredOn(entry -> entry.body().tree().toString().contains("\"verify\""))
        .hasSize(2)
        .allMatch(entry -> entry.actor().equals("user:ada"));
  }

  @Test
  void ofOneEndpointThereIsOneAtATime() {
    driver.looking = new CountDownLatch(1);
    verify("observe-unknown", "driver-version");
    assertThatThrownBy(() -> verify()).hasMessageContaining("is being verified");
    driver.looking.countDown();
    outcome();
    verify("driver-id");
    outcome();
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> verify("driver-idd")).hasMessageContaining("driver-idd");
    Ref none = new Ref("Endpoint", "system", "none");
    assertThatThrownBy(
            () -> drivers.verify(none, new Drivers.Wanted(Set.of(), false), "user:ada", "t"))
        .hasMessageContaining("Endpoint/system/none");
    world.runtime.remove(driver);
    assertThatThrownBy(() -> verify("driver-id")).hasMessageContaining("not installed");
    assertThat(drivers.verification(World.AT)).isEmpty();
  }

  @Test
  void theRulesAreListedWithWhatTheyAreAbout() {
    assertThat(drivers.rules()).hasSizeGreaterThan(40);
    assertThat(drivers.rules())
        .anySatisfy(
            rule -> {
              assertThat(rule.id()).isEqualTo("logs-bounds");
              assertThat(rule.ability()).contains("workload");
            });
  }

  /** What is held back is held back here too: objects would be made. */
  @Test
  void whatIsHeldIsNotVerified() {
    world.submit(new Change.Hold(Installation.SELF, "restored", true));

    assertThatThrownBy(() -> verify("driver-id")).hasMessageContaining("is held: ");

    world.submit(new Change.Hold(Installation.SELF, "restored", false));
    verify("driver-id");
    assertThat(outcome().sound()).isTrue();
  }
}
