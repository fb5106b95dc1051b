package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Drivers.Standing;
import org.hansa.core.api.Drivers.State;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
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

  /** The states of the endpoint's condition, each time it was written. */
  private List<String> written() {
    List<String> states = new CopyOnWriteArrayList<>();
    world.store.watch(
        world.store.snapshot().revision(),
        changes ->
            changes.stream()
                .filter(c -> c.resource().ref().equals(World.AT))
                .flatMap(c -> c.resource().condition(Condition.READY).stream())
                .forEach(c -> states.add(c.state() + " " + c.message())));
    return states;
  }

  @Test
  void aBusyEndpointIsTakenOverWhenItsCallHasEnded() {
    old.removing = new CountDownLatch(1);
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));
    List<String> written = written();
    world.submit(Change.Delete.of(World.thing("a")));
    await().until(() -> old.calls.contains("remove"));

    world.runtime.add(fresh);
    old.removing.countDown();

    awaitVersion("1.10");
    await().until(() -> world.find("a").isEmpty());
    assertThat(written).containsExactly("TRUE Driver fake 1.10 is open.");
    assertThat(old.calls).containsOnlyOnce("remove");
  }

  /** As a container upgrades a bundle: first the former one goes, then the next one comes. */
  @Test
  void oneThatIsTakenAwayAndPutBackIsNotMissed() {
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));
    List<String> written = written();
    fresh.world.putAll(old.world);

    world.runtime.remove(old);
    world.submit(World.put("a", 2));
    world.runtime.add(fresh);

    awaitVersion("1.10");
    await().until(() -> fresh.world.values().stream().anyMatch(box -> box.size() == 2));
    await().until(() -> world.ready("a"));
    assertThat(written).containsExactly("TRUE Driver fake 1.10 is open.");
    assertThat(fresh.applies()).isEqualTo(1);
    Observation seen = world.find("a").orElseThrow().observed("things");
    assertThat(seen.attempts()).isZero();
  }

  @Test
  void oneThatStaysAwayIsSaidToBe() {
    world.runtime.remove(old);
    await()
        .until(
            () ->
                ready()
                    .filter(why -> why.startsWith("driver 'fake' is not installed"))
                    .isPresent());
    assertThat(states()).isEmpty();
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
    world.runtime.add(dumb, "com.vendor.Dumb", "com.vendor.dumb 1.0.0");

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

  /**
   * Else whoever brings a driver of that name is given the endpoints, and what is secret of them.
   */
  @Test
  void oneThatTakesTheNameOfAnothersIsNotCalled() {
    FakeDriver rival = new FakeDriver();
    rival.version = "99";
    boolean known = world.runtime.add(rival, "com.evil.Fake", "com.evil.fake 99.0.0");

    assertThat(known).isFalse();
    assertThat(world.runtime.drivers().list())
        .anySatisfy(
            each -> {
              assertThat(each.state()).isEqualTo(State.FAILED);
              assertThat(each.bundle()).isEqualTo("com.evil.fake 99.0.0");
              assertThat(each.text().orElseThrow())
                  .contains("'fake' is the driver of", "an id of its own");
            });
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));
    assertThat(rival.calls).isEmpty();
  }
}
