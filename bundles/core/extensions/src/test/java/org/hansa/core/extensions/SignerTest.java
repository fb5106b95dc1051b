package org.hansa.core.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    assertThat(read().signer().orElseThrow().text())
        .matches("CN=Acme,O=Acme SE \\(SHA-256 [0-9a-f]{64}\\)");
  }

  @Test
  void whatWasAddedUnsignedIsSignedByNobody() throws Exception {
    write("more.txt", "not signed");
    assertThat(read().signer()).isEmpty();
  }

  /** A name anybody can give themselves. */
  @Test
  void anotherOfTheSameNameIsAnother() throws Exception {
    String first = read().signer().orElseThrow().text();
    Files.delete(folder.resolve("keys"));
    sign();

    assertThat(read().signer().orElseThrow().text()).isNotEqualTo(first);
  }

  @Test
  void whatAnotherHasSignedThanBeforeIsRefusedUnlessForced() throws Exception {
    Machine machine = new Machine(folder.resolve("state"), folder.resolve("cache"));
    try {
      machine.install(Files.readAllBytes(jar));
      await().until(() -> machine.ready("acme").startsWith("TRUE"));
      byte[] unsigned = Jars.bundle("acme", "1.1.0");

      assertThatThrownBy(() -> machine.install(unsigned))
          .hasMessageContaining("it is signed by nobody, and what is there by CN=Acme,O=Acme SE");

      machine.install(unsigned, true);
      await().until(() -> machine.ready("acme").equals("TRUE acme 1.1.0 runs."));
      assertThat(machine.status("acme").signer()).isEmpty();
    } finally {
      machine.close();
    }
  }

  /**
   * The framework reads by the directory at the end; a reader from the front sees the first jar.
   */
  @Test
  void whatStandsBehindASignedArchiveIsSignedByNobody() throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(Files.readAllBytes(jar));
    both.write(Jars.bundle("evil", "1.0.0"));
    Files.write(jar, both.toByteArray());

    Archive archive = read();
    assertThat(archive.name()).isEqualTo("evil");
    assertThat(archive.signer()).isEmpty();
  }

  @Test
  void onlyWhomTheFileNamesIsLetInWhereThereIsOne() throws Exception {
    Path file = folder.resolve("acme.pem");
    run("keytool", "-exportcert", "-alias", "acme", "-rfc", "-file", file.toString());
    Signers named = Signers.in(file);
    assertThat(named.trouble(read().signer())).isEmpty();
    assertThat(named.trouble(Optional.empty()).orElseThrow()).startsWith("nobody has signed it");

    Files.delete(folder.resolve("keys"));
    sign();
    assertThat(named.trouble(read().signer()).orElseThrow())
        .startsWith("it is signed by CN=Acme,O=Acme SE");
    assertThat(Signers.ANYBODY.trouble(read().signer())).isEmpty();
  }

  @Test
  void whomOneOfTheFileVouchesForIsLetIn() throws Exception {
    run("keytool", "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=CA", "-ext", "bc");
    Path request = folder.resolve("acme.csr");
    Path given = folder.resolve("acme.crt");
    Path ca = folder.resolve("ca.pem");
    run("keytool", "-certreq", "-alias", "acme", "-file", request.toString());
    run(
        "keytool",
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        request.toString(),
        "-outfile",
        given.toString(),
        "-rfc");
    run("keytool", "-importcert", "-alias", "acme", "-file", given.toString(), "-noprompt");
    run("keytool", "-exportcert", "-alias", "ca", "-rfc", "-file", ca.toString());
    Files.write(jar, Jars.bundle("acme", "1.0.0"));
    run("jarsigner", jar.toString(), "acme");

    assertThat(Signers.in(ca).trouble(read().signer())).isEmpty();
  }

  @Test
  void aFileThatIsNoneLetsNobodyIn() throws Exception {
    Path none = Files.writeString(folder.resolve("none.pem"), "no certificate");
    assertThatThrownBy(() -> Signers.in(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hansa.signers '" + none + "'");
  }

  @Test
  void whatWasAlteredAfterwardsIsRefused() throws Exception {
    write("shared/Thing.txt", "altered");
    assertThatThrownBy(this::read)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("the archive is damaged");
  }

  @Test
  void whatRanBeforeMayComeBackWhoeverHasSignedIt() throws Exception {
    Machine machine = new Machine(folder.resolve("state"), folder.resolve("cache"));
    try {
      machine.install(Jars.bundle("acme", "0.9.0"));
      await().until(() -> machine.ready("acme").equals("TRUE acme 0.9.0 runs."));
      machine.install(Files.readAllBytes(jar));
      await().until(() -> machine.ready("acme").equals("TRUE acme 1.0.0 runs."));

      machine.extensions.rollBack(Machine.USER, "test", "test", "acme");

      await()
          .untilAsserted(
              () -> assertThat(machine.ready("acme")).isEqualTo("TRUE acme 0.9.0 runs."));
    } finally {
      machine.close();
    }
  }
}
