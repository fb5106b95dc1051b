package org.hansa.drivers.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("deep/a.journal");
    Journal journal = new Journal(file);
    List.of("one", "two ü", "three").forEach(journal::append);
  }

  private List<String> read() {
    return new Journal(file).read();
  }

  @Test
  void givesBackWhatWasWrittenCutAtAnyByte() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    assertThat(read()).containsExactly("one", "two ü", "three");
    for (int length = whole.length; length >= 0; length--) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      List<String> left = read();
      assertThat(left).isEqualTo(List.of("one", "two ü", "three").subList(0, left.size()));
      Journal again = new Journal(file);
      again.read();
      again.append("more");
      assertThat(read()).endsWith("more").hasSize(left.size() + 1);
    }
  }

  @Test
  void damageInsideIsSaidAndNotPassedOver() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    whole[10] ^= 1;
    Files.write(file, whole);
    assertThatThrownBy(this::read).hasMessageContaining("is damaged at line 1; remove the file");
  }

  @Test
  void knowsWhenAnotherHasWritten() {
    Journal mine = new Journal(file);
    mine.read();
    assertThat(mine.changed()).isFalse();
    new Journal(file).append("other");
    assertThat(mine.changed()).isTrue();
    mine.read();
    mine.rewrite(List.of("fresh"));
    assertThat(mine.changed()).isFalse();
    assertThat(read()).containsExactly("fresh");
  }
}
