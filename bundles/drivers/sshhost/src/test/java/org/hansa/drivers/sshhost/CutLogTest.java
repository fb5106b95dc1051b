package org.hansa.drivers.sshhost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a log, where it is cut. */
class CutLogTest {

  @TempDir Path log;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(log.resolve("out.log.2"), "aa\n");
    Files.writeString(log.resolve("out.log.1"), "b\n");
    Files.writeString(log.resolve("out.log"), "cccc\n");
    Files.writeString(log.resolve("cuts"), "12ab 3 5 0 0\n");
  }

  /**
   * @param before what is said to the shell before it cuts
   */
  private void cut(String before) throws Exception {
    Path script = log.resolve("script");
    try (InputStream in = Remote.class.getResourceAsStream("2-workloads.sh")) {
      Files.writeString(
          script, new String(in.readAllBytes(), UTF_8) + before + "\ncut_log \"$1\"\n");
    }
    Process shell =
        new ProcessBuilder("sh", script.toString(), log.resolve("out.log").toString())
            .inheritIO()
            .start();
    assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private String read(String file) throws IOException {
    return Files.readString(log.resolve(file));
  }

  @Test
  void eachFileMovesOnAndThePlacesAreKept() throws Exception {
    cut("");
    assertThat(read("out.log.2")).isEqualTo("b\n");
    assertThat(read("out.log.1")).isEqualTo("cccc\n");
    assertThat(read("out.log")).isEmpty();
    assertThat(read("cuts")).isEqualTo("12ab 5 10 0 0\n");
    assertThat(log.resolve("out.log.new")).doesNotExist();
  }

  @Test
  void ifTheCopyFailsAllStaysWhereItWas() throws Exception {
    cut("tail() { printf c; return 1; }");
    assertThat(read("out.log.2")).isEqualTo("aa\n");
    assertThat(read("out.log.1")).isEqualTo("b\n");
    assertThat(read("out.log")).isEqualTo("cccc\n");
    assertThat(read("cuts")).isEqualTo("12ab 3 5 0 0\n");
    assertThat(log.resolve("out.log.new")).doesNotExist();
  }

  @Test
  void whatIsWrittenAfterTheCopyIsToldOfAsMissing() throws Exception {
    cut("mv() { case $2 in *log.new) echo late >>\"${2%.new}\" ;; esac; command mv \"$@\"; }");
    assertThat(read("out.log")).isEmpty();
    assertThat(read("cuts")).isEqualTo("12ab 5 10 0 1\n");
  }
}
