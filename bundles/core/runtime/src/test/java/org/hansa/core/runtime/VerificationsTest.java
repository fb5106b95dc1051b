package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    return ended(World.AT).outcome().orElseThrow();
  }

  private Drivers.Verification ended(Ref endpoint) {
    await()
        .dontCatchUncaughtExceptions()
        .atMost(Duration.ofMinutes(1))
        .until(() -> drivers.verification(endpoint).orElseThrow().ended());
    return drivers.verification(endpoint).orElseThrow();
  }

  private Drivers.Outcome made(Ref endpoint, boolean keep) {
    drivers.verify(
        endpoint, new Drivers.Wanted(Set.of("apply-creates"), keep), "user:ada", "test:1");
    return ended(endpoint).outcome().orElseThrow();
  }

  /** Two ways to one machine: neither takes the other's objects for its own. */
  @Test
  void twoEndpointsOfOneSystemLeaveEachOtherAlone() {
    driver.apart = true;
    Ref other = new Ref(Endpoint.KIND, "system", "too");
    world.submit(
        Change.Put.of(
            Draft.of(
                other,
                Doc.of(
                    new Endpoint.Spec("fake", "here", Optional.of(Map.of()), Optional.empty())))));
    assertThat(made(World.AT, true).sound()).isTrue();
    Set<String> kept = Set.copyOf(driver.world.keySet());
    assertThat(kept).isNotEmpty().allMatch(key -> key.matches("[a-z0-9.-]{1,50}\\.verify/.*"));

    assertThat(made(other, false).sound()).isTrue();
    assertThat(driver.world.keySet()).isEqualTo(kept);

    assertThat(made(World.AT, false).sound()).isTrue();
    assertThat(driver.world).as("what a run of its own had left").isEmpty();
  }

  private Optional<Endpoint.Verifying> claimed() {
    return world
        .store
        .snapshot()
        .get(World.AT)
        .orElseThrow()
        .status()
        .as(Endpoint.Status.class)
        .verifying();
  }

  /** Controllers write it whole, as they have read it before. */
  @Test
  void whoWritesAnEndpointsStatusNeitherEndsNorBeginsOne() {
    Doc without = world.store.snapshot().get(World.AT).orElseThrow().status();
    ClaimTest.claim(world, "node-b", Duration.ofMinutes(1));
    Doc with = world.store.snapshot().get(World.AT).orElseThrow().status();

    world.submit(new Change.Status(World.AT, without, List.of()));
    assertThat(claimed()).map(Endpoint.Verifying::node).contains("node-b");

    ClaimTest.claim(world, "node-b", Duration.ofMinutes(-1));
    verify("driver-id");
    outcome();
    world.submit(new Change.Status(World.AT, with, List.of()));
    assertThat(claimed()).isEmpty();
  }

  @Test
  void whileAnotherNodeVerifiesItNoneBegins() {
    ClaimTest.claim(world, "node-b", Duration.ofMinutes(1));

    assertThatThrownBy(() -> verify("driver-id"))
        .hasMessageContaining("is being verified for user:bob on node-b since 20");
    assertThat(drivers.verification(World.AT)).isEmpty();
    assertThat(claimed()).map(Endpoint.Verifying::node).contains("node-b");
  }

  @ParameterizedTest
  @CsvSource({"node-b, -1", "node-b, 100000", "test, 60"})
  void whatDiedVerifyingKeepsNobodyForLong(String node, long left) {
    ClaimTest.claim(world, node, Duration.ofSeconds(left));

    verify("driver-id");
    assertThat(outcome().sound()).isTrue();
    assertThat(claimed()).isEmpty();
  }

  @Test
  void itIsSaidOfTheEndpointByWhomAndWhereAndNoLongerOnceItHasEnded() {
    driver.looking = new CountDownLatch(1);
    verify("observe-unknown");
    assertThat(claimed())
        .hasValueSatisfying(
            said -> {
              assertThat(said.by()).isEqualTo("user:ada");
              assertThat(said.node()).isEqualTo("test");
              assertThat(said.until()).isEqualTo(said.since().plus(Claim.TERM));
            });
    driver.looking.countDown();
    outcome();
    assertThat(claimed()).isEmpty();
  }

  @Test
  void whatAnotherHasTakenMeanwhileEndsAndSaysSo() throws Exception {
    world.close();
    world = new World(folder.resolve("hasty"), driver, Hasty.threads(), new Meddled());
    drivers = world.runtime.drivers();
    driver.looking = new CountDownLatch(1);
    verify("observe-unknown", "apply-creates");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> claimed().filter(c -> c.until().isAfter(c.since().plus(Claim.TERM))).isPresent());

    ClaimTest.claim(world, "node-b", Duration.ofMinutes(1));

    assertThat(ended(World.AT).trouble())
        .hasValueSatisfying(why -> assertThat(why).contains("being verified on node-b"));
    assertThat(claimed()).as("theirs").map(Endpoint.Verifying::node).contains("node-b");
  }

  /** What a class of the driver's does to the thread that asks for it. */
  @Test
  void whatBreaksOffHasEndedAndAnotherCanBegin() {
    driver.optioned = VerificationsTest::overflow;
    verify("manifest-exports");
    assertThat(ended(World.AT).trouble()).contains("it broke off: the log says why");
    assertThat(claimed()).isEmpty();

    driver.optioned = () -> {};
    verify("driver-id");
    assertThat(outcome().sound()).isTrue();
  }

  @Test
  void whoseEndCannotBeWrittenHasEndedAllTheSame() throws Exception {
    world.close();
    Meddled meddled = new Meddled();
    world = new World(folder.resolve("meddled"), driver, Threads.make(), meddled);
    drivers = world.runtime.drivers();
    driver.looking = new CountDownLatch(1);
    verify("observe-unknown");
    meddled.before = VerificationsTest::overflow;
    driver.looking.countDown();

    assertThat(outcome().sound()).isTrue();
    meddled.before = () -> {};
    verify("driver-id");
    assertThat(outcome().sound()).isTrue();
    assertThat(claimed()).isEmpty();
  }

  /** To the thread of a verification; others commit as ever. */
  private static void overflow() {
    boolean theirs =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames.anyMatch(
                        f ->
                            f.getClassName().endsWith(".runtime.Verifications")
                                && f.getMethodName().equals("run")));
    if (theirs) {
      throw new StackOverflowError();
    }
  }

  /** The other node's objects are of the same installation. */
  @Test
  void whoeverLosesItRemovesItsOwnAndNothingOfTheOther() throws Exception {
    world.close();
    driver.apart = true;
    world = new World(folder.resolve("hasty"), driver, Hasty.threads(), new Meddled());
    drivers = world.runtime.drivers();
    driver.looking = new CountDownLatch(1);
    verify("apply-creates");
    await().until(() -> !driver.world.isEmpty());
    String own = driver.world.keySet().iterator().next();
    String theirs = own.substring(0, own.indexOf('/') + 1) + "of-node-b";
    driver.world.put(theirs, new FakeDriver.Box(1, Optional.empty()));

    ClaimTest.claim(world, "node-b", Duration.ofMinutes(1));

    assertThat(ended(World.AT).trouble())
        .hasValueSatisfying(why -> assertThat(why).contains("being verified on node-b"));
    assertThat(driver.world).containsOnlyKeys(theirs);
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
