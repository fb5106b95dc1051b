package org.hansa.core.extensions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;

/** Archives that nobody means well with. */
class ArchiveTest {

  private static final byte[] MANIFEST =
      "Manifest-Version: 1.0\r\nBundle-SymbolicName: acme\r\n\r\n".getBytes(StandardCharsets.UTF_8);

  private static byte[] zip(List<String> names, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private static void assertDamaged(byte[] archive, String how) {
    assertThatThrownBy(() -> Archive.read(new ByteArrayInputStream(archive)))
        .isInstanceOfSatisfying(
            Problem.class,
            p ->
                org.assertj.core.api.Assertions.assertThat(p.reason())
                    .isEqualTo(Problem.Reason.INVALID))
        .hasMessageContaining("the archive is damaged: " + how);
  }

  /** A few bytes that would fill the memory. */
  @Test
  void aManifestWithoutEndIsNotReadToItsEnd() throws Exception {
    assertDamaged(
        zip(List.of("META-INF/MANIFEST.MF"), new byte[64 << 20]),
        "unpacked it is too much, at 'META-INF/MANIFEST.MF'");
  }

  @Test
  void whatIsTooMuchUnpackedIsRefused() throws Exception {
    assertDamaged(
        zip(List.of("a", "b", "c", "d", "e"), new byte[128 << 20]),
        "unpacked it is too much, at 'e'");
  }

  /** Who checks might read the one, and who runs it the other. */
  @Test
  void oneNameTwiceIsRefused() throws Exception {
    byte[] twice = zip(List.of("META-INF/MANIFEST.MF", "META-INF/MANIFEST.MG"), MANIFEST);
    for (int i = 0; i + 1 < twice.length; i++) {
      if (twice[i] == 'M' && twice[i + 1] == 'G') {
        twice[i + 1] = 'F';
      }
    }
    assertDamaged(twice, "it has two entries 'META-INF/MANIFEST.MF'");
    assertDamaged(
        zip(List.of("META-INF/MANIFEST.MF", "meta-inf/manifest.mf"), MANIFEST),
        "it has two entries 'meta-inf/manifest.mf'");
  }

  @Test
  void oneThatWasCutOffIsRefused() throws Exception {
    byte[] whole = Jars.bundle("acme", "1.0.0");
    for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
      assertDamaged(Arrays.copyOf(whole, length), "");
    }
  }
}
