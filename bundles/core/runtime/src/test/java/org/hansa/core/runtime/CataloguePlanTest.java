package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not in the snapshot is planned and applied as anything else. */
class CataloguePlanTest {

  private static final Ref PUMP = new Ref("Product", "demo", "pump");

  @TempDir Path folder;
  private World world;

  @BeforeEach
  void open() {
    world = new World(folder, new FakeDriver());
    world.gate.addKinds(
        () ->
            List.of(
                new Kind(
                    "Product",
                    "products",
                    1,
                    "org.hansa.test",
                    World.Thing.class,
                    World.ThingStatus.class,
                    Kind.Writer.USERS,
                    "Many of them.",
                    List.of(),
                    Kind.Data.CATALOGUE)));
  }

  @AfterEach
  void close() throws Exception {
    world.close();
  }

  private static Change product(int size) {
    return Change.Put.of(Draft.of(PUMP, Doc.of(new World.Thing(size))));
  }

  private Plan.Status apply(Change change) {
    Plan.Status planned = world.runtime.planner().plan(World.USER, List.of(change));
    Plan.Status applied =
        world.runtime.planner().apply(World.USER, "test", "test", List.of(change));
    assertThat(applied.changes()).isEqualTo(planned.changes());
    return applied;
  }

  @Test
  void itIsMadeChangedAndDeletedAsThePlanSays() {
    assertThat(apply(product(1)).changes()).hasSize(1);
    Resource made = world.gate.view(World.USER).get(PUMP).orElseThrow();
    assertThat(world.store.snapshot().list("Product")).isEmpty();

    assertThat(apply(product(2)).changes()).hasSize(1);
    Resource changed = world.gate.view(World.USER).get(PUMP).orElseThrow();
    assertThat(changed.uid()).isEqualTo(made.uid());
    assertThat(changed.generation()).isEqualTo(2);
    assertThat(apply(product(2)).changes()).isEmpty();

    assertThat(apply(new Change.Delete(PUMP, Optional.empty())).changes()).hasSize(1);
    assertThat(world.gate.view(World.USER).get(PUMP)).isEmpty();
    assertThat(world.store.catalogue().get(PUMP)).isEmpty();
  }
}
