package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Drivers.Standing;
import org.hansa.core.api.Drivers.State;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several versions of a driver serves an endpoint, and what is said of drivers. */
class DriversTest {

  @TempDir Path folder;

  private final FakeDriver old = new FakeDriver();
  private final FakeDriver fresh = new FakeDriver();
  private World world;

  @BeforeEach
  void start() {
    old.version = "1.9";
    fresh.version = "1.10";
    world = new World(folder, old);
    awaitVersion("1.9");
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private void awaitVersion(String version) {
    await()
        .untilAsserted(
            () -> {
              assertThat(endpoint().version()).contains(version);
              assertThat(ready()).contains("Driver fake " + version + " is open.");
            });
  }

  private Endpoint.Status endpoint() {
    return world.store.snapshot().get(World.AT).orElseThrow().status().as(Endpoint.Status.class);
  }

  private Optional<String> ready() {
    return world
        .store
        .snapshot()
        .get(World.AT)
        .orElseThrow()
        .condition(Condition.READY)
        .map(Condition::message);
  }

  private void pin(String version) {
    Endpoint.Spec spec =
        new Endpoint.Spec(
            "fake", "here", Optional.of(Map.of()), Optional.empty(), Optional.ofNullable(version));
    world.submit(Change.Put.of(Draft.of(World.AT, Doc.of(spec))));
  }

  private List<String> states() {
    return world.runtime.drivers().list().stream()
        .map(each -> each.version() + " " + each.state() + " " + each.endpoints())
        .toList();
  }

  @Test
  void theNewestServesAndGoesAgain() {
    world.runtime.add(fresh);
    awaitVersion("1.10");
    assertThat(states()).containsExactly("1.9 SUPERSEDED 0", "1.10 ACTIVE 1");
    await().until(() -> old.open.get() == 0);

    world.runtime.remove(fresh);
    awaitVersion("1.9");
    assertThat(states()).containsExactly("1.9 ACTIVE 1");
    assertThat(fresh.open).hasValue(0);
  }

  @Test
  void anEndpointStaysWithTheVersionThatItIsPinnedTo() {
    pin("1.9");
    world.runtime.add(fresh);
    await().untilAsserted(() -> assertThat(states()).contains("1.9 ACTIVE 1", "1.10 ACTIVE 0"));
    awaitVersion("1.9");

    pin(null);
    awaitVersion("1.10");
    pin("1.9");
    awaitVersion("1.9");
  }

  @Test
  void aVersionThatIsNotThereIsSaidWithThoseThatAre() {
    world.runtime.add(fresh);
    pin("2");

    await()
        .untilAsserted(
            () ->
                assertThat(ready())
                    .contains("version 2 of driver 'fake' is not installed; there is [1.9, 1.10]"));
  }

  /** Does not even say who it is. */
  private static final class Dumb implements Driver {
    @Override
    public String id() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Class<? extends Record> options() {
      return FakeDriver.Options.class;
    }

    @Override
    public Session open(Opening opening) {
      throw new IllegalStateException("no licence");
    }
  }

  @Test
  void oneThatDoesNotSayWhoItIsIsShownAndHarmsNoOther() {
    Dumb dumb = new Dumb();
    world.runtime.add(dumb, "com.vendor.dumb 1.0.0");

    assertThat(world.runtime.drivers().list())
        .anySatisfy(
            each -> {
              assertThat(each.state()).isEqualTo(State.FAILED);
              assertThat(each.bundle()).isEqualTo("com.vendor.dumb 1.0.0");
              assertThat(each.text().orElseThrow()).contains("no licence");
            });
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));

    world.runtime.remove(dumb);
    assertThat(world.runtime.drivers().list())
        .extracting(Standing::state)
        .containsOnly(State.ACTIVE);
  }
}
