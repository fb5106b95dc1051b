package org.hansa.core.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has signed an archive. */
class SignerTest {

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void sign() throws Exception {
    jar = Files.write(folder.resolve("acme.jar"), Jars.bundle("acme", "1.0.0"));
    run("keytool", "-genkeypair", "-alias", "acme", "-keyalg", "EC", "-dname", "CN=Acme,O=Acme SE");
    run("jarsigner", jar.toString(), "acme");
  }

  /** A tool of the JDK, on a key store of this test's own. */
  private void run(String tool, String... arguments) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    words.addAll(
        List.of("-keystore", folder.resolve("keys").toString(), "-storepass", "of-a-test"));
    words.addAll(List.of(arguments));
    Path log = folder.resolve(tool + ".log");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(1, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
  }

  private Archive read() throws IOException {
    return Archive.read(new ByteArrayInputStream(Files.readAllBytes(jar)));
  }

  private void write(String path, String text) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Files.writeString(inside.getPath(path), text);
    }
  }

  @Test
  void itIsTheSubjectOfTheCertificate() throws Exception {
    assertThat(read().signer()).contains("CN=Acme,O=Acme SE");
  }

  @Test
  void whatWasAddedUnsignedIsSignedByNobody() throws Exception {
    write("more.txt", "not signed");
    assertThat(read().signer()).isEmpty();
  }

  @Test
  void whatWasAlteredAfterwardsIsRefused() throws Exception {
    write("shared/Thing.txt", "altered");
    assertThatThrownBy(this::read)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("the archive is damaged");
  }
}
