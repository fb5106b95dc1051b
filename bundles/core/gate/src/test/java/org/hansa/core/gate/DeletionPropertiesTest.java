package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Transaction;
import org.junit.platform.commons.util.ExceptionUtils;

/** Random trees of owners with random finalisers: nothing is left, and no owner goes first. */
class DeletionPropertiesTest {

  private static Path folder;
  private static House house;

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("hansa-gate");
    house = new House(folder);
  }

  @AfterContainer
  static void close() {
    house.close();
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw ExceptionUtils.throwAsUncheckedException(e);
    }
  }

  /** Element i belongs to an element before it, or to the root, and has so many finalisers. */
  @Property(tries = 100)
  void nothingIsLeftAndChildrenGoBeforeOwners(
      @ForAll @Size(min = 1, max = 25) List<@IntRange(max = 1000) Integer> owners,
      @ForAll @Size(25) List<@IntRange(max = 2) Integer> finalizers,
      @ForAll long seed) {
    Snapshot state = house.store.snapshot();
    state = step(state, new ArrayList<>(), House.app("root"));
    List<Ref> all = new ArrayList<>(List.of(Ref.parse("Application/demo/root")));
    List<Change> release = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      Ref owner = all.get(owners.get(i) % all.size());
      Ref ref = Ref.parse("Secret/demo/s" + i);
      state = step(state, new ArrayList<>(), House.owned(ref.toString(), owner.toString(), "{}"));
      for (int f = 0; f < finalizers.get(i); f++) {
        state = step(state, new ArrayList<>(), new Change.Finalizer(ref, "f" + f, true));
        release.add(new Change.Finalizer(ref, "f" + f, false));
      }
      all.add(ref);
    }
    Map<Ref, Optional<Ref>> parents = new HashMap<>();
    for (Ref ref : all) {
      parents.put(ref, state.get(ref).orElseThrow().owner().map(Resource.Owner::ref));
    }
    List<Ref> gone = new ArrayList<>();
    state = step(state, gone, Change.Delete.of(all.get(0)));
    Collections.shuffle(release, new Random(seed));
    for (Change change : release) {
      state = step(state, gone, change);
      for (Ref left : all.stream().filter(state(state)).toList()) {
        assertThat(state.get(left).orElseThrow().isDeleting()).isTrue();
        assertThat(parents.get(left).filter(gone::contains))
            .as("the owner of %s, which is still there", left)
            .isEmpty();
      }
    }
    assertThat(gone).containsExactlyInAnyOrderElementsOf(all);
    assertThat(all).noneMatch(state(state));
  }

  private static java.util.function.Predicate<Ref> state(Snapshot state) {
    return ref -> state.get(ref).isPresent();
  }

  private static Snapshot step(Snapshot state, List<Ref> gone, Change change) {
    Transaction done =
        house.gate.decide(state, Request.of(House.SYSTEM, "test", "", List.of(change)));
    gone.addAll(done.removes());
    return state.with(done.puts(), done.removes());
  }
}
