package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes when backups are removed, and what never does. */
class BackupRemovalTest {

  private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");

  @TempDir Path folder;
  private BackedUp here;
  private Instant now = NIGHT;

  @BeforeEach
  void open() throws Exception {
    here = new BackedUp(folder.resolve("state"), DefaultBackups.DISK, () -> now);
  }

  @AfterEach
  void close() {
    here.close();
  }

  private void remove(String name) {
    here.backups.remove(name, "user:ada", "test");
  }

  private List<String> names() {
    return here.backups.list().stream().map(Backups.Backup::name).toList();
  }

  private Path place(String name) {
    return here.state.resolve("backups").resolve(name);
  }

  private List<String> audit() {
    return here.store.entries(Store.Query.all(Entry.AUDIT, 0, 100)).entries().stream()
        .map(n -> n.entry().actor() + " " + n.entry().body())
        .toList();
  }

  private void nightly(int change) {
    here.store.transact(s -> Samples.put("r", change));
    here.backups.make(Optional.empty(), "user:ada", "test", line -> {});
    now = now.plus(Duration.ofDays(1));
  }

  @Test
  void itIsGoneAndTheAuditSaysWhoseDeedItWas() throws Exception {
    here.make("first");
    here.make("second");
    remove("first");
    assertThat(names()).containsExactly("second");
    try (var left = Files.list(here.state.resolve("backups"))) {
      assertThat(left).containsExactly(place("second"));
    }
    assertThat(audit())
        .last()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith("user:ada ")
                    .contains("\"op\":\"backup-delete\"", "\"backup\":\"first\"", "\"revision\":"));
    assertThatThrownBy(() -> remove("first")).hasMessageContaining("there is no backup first");
    here.make("first");
    here.restore("second");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "",
        "a/b",
        "../backups/first",
        ".first.partial",
        "/tmp",
        "First",
        "none"
      })
  void nothingElseIsRemovedByIt(String name) throws Exception {
    here.make("first");
    Files.createDirectories(place(".first.partial"));
    Files.writeString(place("notes"), "of the operator");
    int said = audit().size();
    assertThatThrownBy(() -> remove(name)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> remove("notes")).hasMessageContaining("there is no backup notes");
    assertThat(names()).containsExactly("first");
    assertThat(place("notes")).exists();
    assertThat(place(".first.partial")).exists();
    assertThat(audit()).as("what was refused was not said to be done").hasSize(said);
  }

  /** A link is a name of its own: what it leads to lies elsewhere. */
  @Test
  void behindALinkNothingIsRemoved() throws Exception {
    Path vault = Files.createDirectories(folder.resolve("vault")).resolve("monday");
    here.make(vault.toString());
    Files.createDirectories(place("x").getParent());
    Files.createSymbolicLink(place("linked"), vault);
    remove("linked");
    assertThat(names()).isEmpty();
    assertThat(vault.resolve(Manifest.FILE)).exists();
  }

  @Test
  void oneThatIsDamagedTakesNoRoomForEver() throws Exception {
    here.make("first");
    Files.writeString(place("first").resolve(Manifest.FILE), "{");
    assertThat(names()).isEmpty();
    remove("first");
    assertThat(place("first")).doesNotExist();
    assertThat(audit()).last().asString().contains("\"backup\":\"first\"");
  }

  /** Of a process that died amid the removing, the rest goes at the next start. */
  @Test
  void whatWasBeingRemovedIsNeverFoundInPart() throws Exception {
    here.make("first");
    Files.move(place("first"), place(".first.partial"));
    here.close();
    here = new BackedUp(here.state);
    assertThat(place(".first.partial")).doesNotExist();
    assertThat(names()).isEmpty();
  }

  @Test
  void whatCannotBeSaidIsNotDone() throws Exception {
    here.make("first");
    here.store.close();
    assertThatThrownBy(() -> remove("first")).isInstanceOf(Problem.class);
    assertThat(place("first").resolve(Manifest.FILE)).exists();
  }

  @Test
  void theNewestNightsAreKeptAndWhatAPersonNamed() {
    here.make("before-the-move");
    for (int night = 0; night < 5; night++) {
      nightly(night);
    }
    assertThat(here.backups.keep(2, "user:ada", "test"))
        .containsExactly("20260301-020000", "20260302-020000", "20260303-020000");
    assertThat(names())
        .containsExactlyInAnyOrder("before-the-move", "20260304-020000", "20260305-020000");
    assertThat(audit()).filteredOn(line -> line.contains("backup-delete")).hasSize(3);
    assertThat(here.backups.keep(2, "user:ada", "test")).isEmpty();
    assertThatThrownBy(() -> here.backups.keep(0, "user:ada", "test"))
        .hasMessageContaining("from 1 to 1000");
  }

  /** By the clock it would be the oldest, and go at once. */
  @Test
  void aClockSetBackDoesNotCostTheNewest() {
    nightly(1);
    nightly(2);
    now = NIGHT.minus(Duration.ofDays(400));
    nightly(3);
    assertThat(here.backups.keep(1, "user:ada", "test"))
        .containsExactly("20260301-020000", "20260302-020000");
    assertThat(names()).containsExactly("20250125-020000");
  }
}
