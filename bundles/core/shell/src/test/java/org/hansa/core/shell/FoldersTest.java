package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

  @TempDir Path root;
  private Path open;
  private Path secret;
  private Folders folders;

  @BeforeEach
  void lay() throws IOException {
    open = Files.createDirectories(root.resolve("open"));
    Files.createDirectories(root.resolve("open-too"));
    Files.writeString(open.resolve("a.yaml"), "kind: X");
    secret = Files.writeString(root.resolve("secret"), "root");
    Files.writeString(root.resolve("open-too/b.yaml"), "kind: Y");
    folders = new Folders(root.resolve("nowhere") + ":" + open);
  }

  @Test
  void findsFilesRelativeAndAbsolute() {
    assertThat(folders.file("a.yaml")).isEqualTo(folders.file(open.resolve("a.yaml").toString()));
  }

  @Test
  void refusesWhatLiesElsewhereAsIfItWereNotThere() throws IOException {
    Files.createSymbolicLink(open.resolve("link"), secret);
    Files.createSymbolicLink(open.resolve("up"), root);
    String absent = message("absent");
    assertThat(message("../secret")).isEqualTo(absent.replace("absent", "../secret"));
    assertThat(message(secret.toString())).isEqualTo(absent.replace("absent", secret.toString()));
    assertThat(message("link")).isEqualTo(absent.replace("absent", "link"));
    assertThat(message("up/secret")).isEqualTo(absent.replace("absent", "up/secret"));
    assertThat(message("/etc/passwd")).contains("no file '/etc/passwd'");
    // A sibling whose name only begins alike is another folder.
    assertThat(message(root.resolve("open-too/b.yaml").toString())).contains("no file");
  }

  @Test
  void refusesFoldersAndFilesThatDocumentsNameOutside() {
    Path document = folders.file("a.yaml");
    assertThat(message(".")).contains("no file");
    assertThatThrownBy(() -> folders.beside(document, "../secret")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> folders.beside(document, secret.toString()))
        .hasMessageContaining("relative");
  }

  @Test
  void saysWhatToDoWhenNoFolderIsOpen() {
    assertThatThrownBy(() -> new Folders(null).file("a.yaml"))
        .satisfies(e -> assertThat(((Problem) e).cure()).contains(Folders.PROPERTY));
  }

  private String message(String name) {
    try {
      return "found " + folders.file(name);
    } catch (Problem problem) {
      return problem.getMessage();
    }
  }
}
