package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./run} says when something is missing or in the way: one line with what is wrong and
 * what cures it. It runs in a tree of its own, with an archive that holds nothing.
 */
class RunTest {

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "env",
          "sed",
          "grep",
          "awk",
          "tar",
          "gzip",
          "find",
          "df",
          "ls",
          "head",
          "tail",
          "od",
          "tr",
          "cat",
          "mkdir",
          "rm",
          "rmdir",
          "touch",
          "dirname",
          "readlink",
          "seq",
          "timeout",
          "sleep");

  private record Said(int code, List<String> lines) {

    String last() {
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
  }

  @TempDir Path folder;
  private Path tree;
  private Path bin;
  private final Map<String, String> settings = new TreeMap<>();

  @BeforeEach
  void lay() throws Exception {
    tree = Files.createDirectories(folder.resolve("tree"));
    bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        Path found = Path.of(place + tool);
        if (Files.exists(found) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), found);
        }
      }
    }
    Files.copy(Tree.ROOT.resolve("run"), tree.resolve("run"));
    for (String part :
        List.of("bundles", "camel-routes", "features", "assembly/target", "archive")) {
      Files.createDirectories(tree.resolve(part));
    }
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.writeString(tree.resolve("archive/nothing"), "");
    java("17.0.1", true);
    settings.put("HANSA_HTTP_PORT", Integer.toString(free()));
    settings.put("HANSA_SSH_PORT", Integer.toString(free()));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void java(String version, boolean compiler) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk-" + version + compiler + "/bin"));
    script(home.resolve("java"), "echo 'openjdk version \"" + version + "\" 2025-01-01' >&2");
    if (compiler) {
      script(home.resolve("javac"), "true");
    }
    settings.put("JAVA_HOME", home.getParent().toString());
  }

  private static void script(Path file, String line) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void archive() throws Exception {
    Process tar =
        new ProcessBuilder("tar", "-czf", "assembly/target/hansa-0.tar.gz", "archive")
            .directory(tree.toFile())
            .start();
    assertThat(tar.waitFor()).isZero();
  }

  private Said run(String... words) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", tree.resolve("run").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.command().addAll(List.of(words));
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(settings);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Said(process.exitValue(), Files.readAllLines(output));
  }

  private static void assertRefused(Said said, String what, String cure) {
    assertThat(said.code()).isNotZero();
    assertThat(said.last()).startsWith("run: ").contains(what).contains("Cure: ").contains(cure);
  }

  @Test
  void anotherJavaIsNamed() throws Exception {
    java("25.0.1", true);
    assertRefused(run(), "is Java 25, not 17", "openjdk-17");
  }

  @Test
  void noJavaIsSaid() throws Exception {
    settings.remove("JAVA_HOME");
    assertRefused(run(), "no Java found", "openjdk-17");
  }

  @Test
  void aJavaThatCannotCompileIsNoJdk() throws Exception {
    java("17.0.2", false);
    assertRefused(run(), "is not a JDK", "openjdk-17");
  }

  @Test
  void withoutMavenNothingCanBeBuilt() throws Exception {
    assertRefused(run(), "Maven is missing", "apt-get install maven");
  }

  @Test
  void aBuildThatFailsSaysWhy() throws Exception {
    script(bin.resolve("mvn"), "echo '[ERROR] no such artifact'; exit 1");
    assertRefused(run(), "no such artifact", "target/run-build.log");
  }

  @Test
  void aFullDiskIsSaidBeforeAnythingIsWritten() throws Exception {
    archive();
    script(bin.resolve("df"), "echo head; echo 'disk 9 9 7 9% /'");
    assertRefused(run(), "only 7 MB are free", "HANSA_DIR");
    assertThat(tree.resolve(".hansa/karaf")).doesNotExist();
  }

  @Test
  void aDamagedArchiveIsSaid() throws Exception {
    Files.writeString(tree.resolve("assembly/target/hansa-0.tar.gz"), "no archive");
    assertRefused(run(), "is damaged", "rm assembly/target/hansa-0.tar.gz");
  }

  @Test
  void aTakenPortIsSaidWithAnother() throws Exception {
    archive();
    try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      settings.put("HANSA_HTTP_PORT", Integer.toString(taken.getLocalPort()));
      assertRefused(run(), "port " + taken.getLocalPort() + " is taken", "HANSA_HTTP_PORT=8281");
    }
    assertThat(tree.resolve(".hansa/state/bootstrap.json")).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeIsSaid() throws Exception {
    settings.put("HANSA_DIR", tree.resolve("pom.xml").toString());
    assertRefused(run(), "cannot write", "HANSA_DIR=/elsewhere");
  }

  @Test
  void anUnpackingThatWasBrokenOffIsDoneAgain() throws Exception {
    archive();
    Path half = Files.createDirectories(tree.resolve(".hansa/karaf"));
    Files.writeString(half.resolve("half"), "");
    run();
    assertThat(half.resolve("half")).doesNotExist();
    assertThat(half.resolve("nothing")).exists();
  }

  @Test
  void whatDoesNotRunIsSaid() throws Exception {
    assertThat(run("stop").last()).isEqualTo("run: Hansa does not run");
    assertThat(run("status")).isEqualTo(new Said(1, List.of("Hansa does not run")));
    assertRefused(run("shell"), "Hansa does not run", "./run");
  }

  @Test
  void resetLeavesWhatIsNotItsOwn() throws Exception {
    Path other = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(other.resolve("letter"), "dear");
    settings.put("HANSA_DIR", other.toString());
    assertThat(run("reset").code()).isZero();
    assertThat(other.resolve("letter")).exists();
  }

  @Test
  void anUnknownWordShowsTheHelp() throws Exception {
    Said said = run("dance");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.lines()).anyMatch(l -> l.startsWith("./run reset"));
    assertThat(run("help").code()).isZero();
  }
}
