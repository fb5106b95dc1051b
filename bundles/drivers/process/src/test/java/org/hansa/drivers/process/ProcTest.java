package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcTest {

  private final Proc proc = new Proc(Path.of("/proc"));

  /** While a process takes on another program its environment reads as empty for a moment. */
  @Test
  void marksAreSeenAlsoWhileAProgramStartsAnother() throws Exception {
    String chain = "exec sh -c 'exec sh -c \"exec sh -c \\\"exec sleep 100\\\"\"'";
    for (int round = 0; round < 100; round++) {
      ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", chain);
      builder.environment().put(Launch.UID, "sample");
      Process process = builder.start();
      try {
        for (int look = 0; look < 40; look++) {
          assertThat(proc.tagged(process.pid())).as("round %d, look %d", round, look).isPresent();
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
