package org.hansa.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.metrics.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallPartsTest {

  @TempDir Path folder;

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void anArchiveIsLaidOutInItsOwnFolderOnly() throws IOException {
    Unpacked unpacked = new Unpacked(folder);
    assertThat(unpacked.write("rig", zip(Map.of("rig/src/A.java", "a\nb\n"))))
        .containsEntry("rig/src/A.java", 2L);
    assertThatThrownBy(() -> unpacked.write("rig", zip(Map.of()))).hasMessageContaining("there");
    for (String name : List.of("../evil", "other/evil", "bad/../../evil", "/tmp/evil")) {
      assertThatThrownBy(() -> unpacked.write("bad", zip(Map.of(name, "x"))))
          .as(name)
          .isInstanceOf(Problem.class);
    }
    assertThat(folder.resolve("bad")).doesNotExist();
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void aBundleSaysWhatItIsCalled() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "com.acme.rig;singleton:=true");
    Path bundle = folder.resolve("rig.jar");
    try (OutputStream out = Files.newOutputStream(bundle);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
    Path kar = folder.resolve("rig.kar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(kar))) {
      zip.putNextEntry(new ZipEntry("repository/com/acme/rig.jar"));
      zip.write(Files.readAllBytes(bundle));
    }
    Path none = Files.write(folder.resolve("none.zip"), zip(Map.of("a", "b")));
    Path text = Files.writeString(folder.resolve("text"), "no archive");

    assertThat(BundleName.of(bundle)).isEqualTo("com.acme.rig");
    assertThat(BundleName.of(kar)).isEqualTo("com.acme.rig");
    assertThatThrownBy(() -> BundleName.of(none)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> BundleName.of(text)).isInstanceOf(Problem.class);
  }

  @Test
  void readsMeasurements() {
    List<Family> read =
        Metrics.read(
            """
            # TYPE hansa_call_seconds histogram
            # HELP hansa_call_seconds How long.
            hansa_call_seconds_bucket{facet="box",le="0.5"} 3
            hansa_call_seconds_bucket{facet="a \\"b\\"",le="+Inf"} 4
            hansa_call_seconds_count{facet="box"} 4
            # TYPE hansa_call_seconds_more gauge
            hansa_call_seconds_more 1.5e3
            what is this
            # EOF
            """);
    assertThat(read)
        .extracting(Family::name)
        .containsExactly("hansa_call_seconds", "hansa_call_seconds_more");
    assertThat(read.get(0).samples()).hasSize(3);
    assertThat(read.get(0).samples().get(1).labels()).containsEntry("facet", "a \"b\"");
    assertThat(read.get(1).samples().get(0).value()).isEqualTo(1500);
  }

  @Test
  void nothingThatIsKeptIsWritten() {
    Context context =
        new Context(
            "https://example.org",
            "Account/demo/ada",
            "token.x",
            "geheim",
            java.util.Optional.empty(),
            false);
    assertThat(context.toString()).doesNotContain("geheim");
    assertThat(context.access("x").toString()).doesNotContain("geheim");
  }
}
