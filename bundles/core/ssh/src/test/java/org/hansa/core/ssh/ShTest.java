package org.hansa.core.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hansa.core.driver.DriverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shell makes of what we wrote. */
class ShTest {

  private static String shell(String command) throws IOException {
    Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
    try {
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "two words",
        "it's",
        "''",
        "'; touch /nowhere; '",
        "$HOME ${HOME} $(id) `id`",
        "a\\b\\\\",
        "\"",
        "*?[a-z]{a,b}",
        "~",
        "A=b",
        "new\nline\n",
        "#comment",
        "a;b&c|d<e>f(g)!",
        "-n",
        "\té€𐍈"
      })
  void aWordStaysAsItIs(String word) throws IOException {
    assertThat(shell(Sh.command("printf", "%s|%s", word, "end"))).isEqualTo(word + "|end");
  }

  @Test
  void whatIsPlainStaysPlain() {
    assertThat(Sh.command("ls", "-l", "/a/b.c")).isEqualTo("ls -l /a/b.c");
  }

  @Test
  void refusesNul() {
    assertThatThrownBy(() -> Sh.quote("a\0b"))
        .isInstanceOfSatisfying(
            DriverException.class,
            e -> assertThat(e.reason()).isEqualTo(DriverException.Reason.INVALID));
  }
}
