package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked while Hansa is stopped. */
class OfflineTest {

  @TempDir Path folder;

  private static String ask(String... question) {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Offline.main(question);
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8).trim();
  }

  @Test
  void stateIsAskedForSavedAndBroughtBack() throws Exception {
    String state = folder.toString();
    Files.write(folder.resolve(RootKey.FILE), new byte[32]);
    assertThat(ask("schema", state)).isEqualTo("0");
    try (SqliteStore store = SqliteStore.open(folder, InstantSource.system())) {
      store.transact(s -> Samples.put("a", 1));
    }
    assertThat(ask("schema", state)).isEqualTo(ask("knows")).isNotEqualTo("0");
    assertThat(ask("backup", state, "before"))
        .isEqualTo(folder.resolve("backups/before").toString());
    try (SqliteStore store = SqliteStore.open(folder, InstantSource.system())) {
      store.transact(s -> Samples.remove("a"));
    }
    // Whatever became of it: a newer Hansa has written what this one does not know.
    Files.write(folder.resolve("hansa.db"), new byte[4096]);
    assertThat(ask("restore", state, "before")).isEqualTo("before");
    try (SqliteStore store = SqliteStore.open(folder, InstantSource.system())) {
      assertThat(store.snapshot().get(Samples.ref("a"))).isPresent();
      assertThat(store.snapshot().get(Installation.SELF).orElseThrow().holds())
          .containsExactly(Installation.RESTORED);
      assertThat(store.snapshot().revision()).isGreaterThan(1L << 40);
    }
  }

  /** Who stopped Hansa to restore is asked the same. */
  @Test
  void withoutASealSomebodyMustAnswer() throws Exception {
    String state = folder.toString();
    SqliteStore.open(folder, InstantSource.system()).close();
    ask("backup", state, "bare");
    assertThatThrownBy(() -> Offline.answer("restore", state, "bare"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("has no seal");
    assertThat(ask("restore", state, "bare", "--unsealed")).isEqualTo("bare");
  }
}
