package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobFolderTest {

  /** Of the three letters abc, from FIPS 180-2. */
  private static final String ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private BlobFolder blobs;

  @BeforeEach
  void open() throws IOException {
    blobs = new BlobFolder(folder, 1000, 2500, () -> Samples.NOON);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void contentIsFoundByItsDigest() throws IOException {
    assertThat(blobs.has(ABC)).isFalse();
    assertThat(blobs.put(stream("abc"))).isEqualTo(ABC);
    assertThat(blobs.has(ABC)).isTrue();
    try (InputStream in = blobs.open(ABC)) {
      assertThat(in).hasContent("abc");
    }
    assertThat(files())
        .containsExactly(folder.resolve("sha256/ba").resolve(ABC.substring("sha256:".length())));
  }

  /** Notes what of a blob is durable, and when. */
  private static final class Noted implements Syncs {

    private final List<String> all = new ArrayList<>();

    @Override
    public void file(Path file, FileChannel open) throws IOException {
      all.add("content of " + Files.size(file) + " bytes");
    }

    @Override
    public void folder(Path folder) throws IOException {
      try (Stream<Path> names = Files.list(folder)) {
        all.add(folder.getFileName() + " with " + names.map(Path::getFileName).toList());
      }
    }
  }

  @Test
  void whatIsAcknowledgedIsDurableUnderItsName() throws IOException {
    Noted noted = new Noted();
    BlobFolder synced = new BlobFolder(folder, 1000, 2500, () -> Samples.NOON, noted);
    synced.put(stream("abc"));
    String name = "ba with [" + ABC.substring("sha256:".length()) + "]";
    assertThat(noted.all).containsExactly("content of 3 bytes", "sha256 with [ba]", name);

    noted.all.clear();
    synced.put(stream("abc"));
    assertThat(noted.all)
        .as("who put it first may not have got so far")
        .containsExactly("content of 3 bytes", name);
  }

  @Test
  void theSameContentIsStoredOnce() throws IOException {
    assertThat(blobs.put(stream("abc"))).isEqualTo(blobs.put(stream("abc")));
    assertThat(files()).hasSize(1);
  }

  @Test
  void whatIsTooLongIsRefusedAndLeavesNothing() throws IOException {
    assertThat(blobs.put(stream("x".repeat(1000)))).startsWith("sha256:");
    assertThatThrownBy(() -> blobs.put(stream("y".repeat(1001))))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.TOO_LARGE));
    assertThat(files()).hasSize(1);
  }

  @Test
  void allTogetherHaveAQuotaThatRefusedAndDoubledContentDoesNotUse() throws IOException {
    blobs.put(stream("x".repeat(1000)));
    blobs.put(stream("x".repeat(1000)));
    assertThatThrownBy(() -> blobs.put(stream("y".repeat(1001)))).isInstanceOf(Problem.class);
    blobs.put(stream("z".repeat(1000)));
    BlobFolder again = new BlobFolder(folder, 1000, 2500, () -> Samples.NOON);
    for (BlobFolder full : List.of(blobs, again)) {
      assertThatThrownBy(() -> full.put(stream("w".repeat(501))))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.EXHAUSTED));
      assertThat(files()).hasSize(2);
    }
    blobs.put(stream("w".repeat(500)));
  }

  @Test
  void aStreamThatBreaksLeavesNothing() {
    InputStream broken =
        new InputStream() {
          private boolean begun;

          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            if (begun) {
              return read();
            }
            begun = true;
            return 10;
          }
        };
    assertThatThrownBy(() -> blobs.put(broken)).hasMessageContaining("reset");
    assertThat(folder.resolve("partial")).isEmptyDirectory();
  }

  @Test
  void halfWrittenFilesOfAKilledProcessAreRemovedAtTheStart() throws IOException {
    blobs.put(stream("abc"));
    Files.writeString(folder.resolve("partial/torn"), "ab");
    BlobFolder again = new BlobFolder(folder, 1000, 2500, () -> Samples.NOON);
    assertThat(folder.resolve("partial")).isEmptyDirectory();
    assertThat(again.has(ABC)).isTrue();
  }

  @Test
  void aDigestThatIsNoneNamesNoFile() {
    for (String bad : List.of("", "abc", "sha256:../../../../etc/passwd", ABC + "0")) {
      assertThatThrownBy(() -> blobs.has(bad))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.INVALID));
    }
    assertThatThrownBy(() -> blobs.open(ABC))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.NOT_FOUND));
  }
}
