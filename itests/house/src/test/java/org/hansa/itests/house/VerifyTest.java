package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./verify} hands to Maven, which is a script here that notes what it is told. */
class VerifyTest {

  private static final String MAVEN =
      """
      case $1 in
          -v) echo 'Apache Maven 3.9.9 (abc)'; echo 'Java version: 17.0.1, vendor: X' ;;
          --help) echo ' -o,--offline       Work offline'; echo '    --color <arg>   ...' ;;
          *) echo "$*" >> calls; echo '[INFO] BUILD SUCCESS' ;;
      esac
      """;

  @TempDir Path folder;
  private Path tree;

  @BeforeEach
  void lay() throws IOException {
    tree = Files.createDirectories(folder.resolve("tree"));
    Files.copy(Tree.ROOT.resolve("verify"), tree.resolve("verify"));
    Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\n" + MAVEN);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private int verify(String... words) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/env", "bash", tree.resolve("verify").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.command().addAll(List.of(words));
    builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  private List<String> said() throws IOException {
    return Files.readAllLines(folder.resolve("output"));
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(tree.resolve("calls"));
  }

  @Test
  void withoutAWordMavenVerifiesFromClean() throws Exception {
    assertThat(verify()).isZero();
    assertThat(said()).endsWith("[INFO] BUILD SUCCESS", "0 passed, 0 failed, 0 skipped");
    assertThat(calls()).containsExactly("-B -ntp -q clean", "-B -ntp -Dstyle.color=never verify");
  }

  @Test
  void mavensOwnWordsReachIt() throws Exception {
    assertThat(verify("-Preal", "--offline", "--color=never", "-pl", ":a", "-Dx=y z")).isZero();
    assertThat(calls())
        .allMatch(call -> call.endsWith(" -Preal --offline --color=never -pl :a -Dx=y z"))
        .hasSize(2);
  }

  @Test
  void extendedIsAProfileWhereverItStands() throws Exception {
    assertThat(verify("-o", "--extended", "-Preal")).isZero();
    assertThat(calls()).allMatch(call -> call.endsWith(" -o -Pextended -Preal")).hasSize(2);
  }

  @Test
  void aWordThatNobodyKnowsIsSaidBeforeAnythingIsCleaned() throws Exception {
    assertThat(verify("-o", "--extend=yes")).isEqualTo(1);
    assertThat(said())
        .containsExactly(
            "verify: neither this nor Maven knows --extend. Cure: ./verify --help, mvn --help");
    assertThat(tree.resolve("calls")).doesNotExist();
  }

  @Test
  void helpIsGivenAndNothingIsDone() throws Exception {
    assertThat(verify("--help")).isZero();
    assertThat(said()).anyMatch(line -> line.startsWith("./verify --extended"));
    assertThat(tree.resolve("calls")).doesNotExist();
  }
}
