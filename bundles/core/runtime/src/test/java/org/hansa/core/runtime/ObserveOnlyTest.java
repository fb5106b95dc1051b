package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.plan.Outlook.Deed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the installation is held, all is observed and nothing is done; then all that waited is. */
class ObserveOnlyTest {

  @TempDir Path folder;
  private final FakeDriver driver = new FakeDriver();
  private World world;

  @BeforeEach
  void open() {
    world = new World(folder, driver);
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  private String uid(String name) {
    return world.find(name).map(Resource::uid).orElseThrow();
  }

  private List<Outlook.Line> lines() {
    return world.runtime.outlook().difference().lines();
  }

  private static Change hold(boolean present) {
    return new Change.Hold(Installation.SELF, Installation.RESTORED, present);
  }

  @Test
  void nothingIsDoneUntilItIsReleasedAndThenAllThatWaited() {
    for (String name : List.of("lost", "kept", "changed", "unwanted")) {
      world.submit(World.put(name, 1));
      await().until(() -> world.ready(name));
    }
    world.submit(hold(true));
    assertThat(world.runtime.notice().orElseThrow()).contains("observe-only", "restored");
    long applies = driver.applies();

    driver.world.remove(uid("lost"));
    driver.hint.accept(uid("lost"));
    world.submit(World.put("changed", 2));
    world.submit(World.put("fresh", 1));
    world.submit(Change.Delete.of(World.thing("unwanted")));

    await().until(() -> lines().size() == 4);
    assertThat(lines())
        .extracting(Outlook.Line::ref, Outlook.Line::deed)
        .containsExactly(
            tuple(World.thing("changed"), Deed.CHANGE),
            tuple(World.thing("fresh"), Deed.CREATE),
            tuple(World.thing("lost"), Deed.CREATE),
            tuple(World.thing("unwanted"), Deed.REMOVE));
    assertThat(world.runtime.outlook().difference().unseen()).isEmpty();
    assertThat(driver.applies()).isEqualTo(applies);
    assertThat(driver.calls).doesNotContain("remove");
    assertThat(driver.world).hasSize(3);

    world.submit(hold(false));
    await().until(() -> world.ready("fresh"));
    await().until(() -> world.find("unwanted").isEmpty());
    await().until(() -> lines().isEmpty());
    assertThat(driver.world)
        .containsOnlyKeys(uid("lost"), uid("kept"), uid("changed"), uid("fresh"));
    assertThat(driver.world.get(uid("changed")).size()).isEqualTo(2);
    assertThat(world.runtime.notice()).isEmpty();
  }

  /** After a start nothing is known of what stands outside: that is said, not guessed. */
  @Test
  void whatWasNotLookedAtSinceTheStartIsUnseen() throws Exception {
    world.submit(World.put("a", 1));
    await().until(() -> world.ready("a"));
    world.submit(hold(true));
    world.close();
    CountDownLatch look = new CountDownLatch(1);
    driver.looking = look;
    world = new World(folder, driver);
    assertThat(world.runtime.outlook().difference().unseen()).containsExactly(World.thing("a"));
    assertThat(lines()).isEmpty();
    look.countDown();
    await().until(() -> world.runtime.outlook().difference().unseen().isEmpty());
    assertThat(lines()).isEmpty();
    assertThat(driver.applies()).isEqualTo(1);
  }
}
