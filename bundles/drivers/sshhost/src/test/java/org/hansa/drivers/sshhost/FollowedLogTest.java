package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.workload.LogPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log of a machine far away is followed by what was read of it, over cuts of its file. */
@Timeout(120)
class FollowedLogTest extends Bench {

  /** Of eight bytes each: with the last of ten times as many a log is longer than it may be. */
  private static final long LINES = 131_073;

  private void go(String word) throws IOException {
    Files.createFile(root().resolve("workloads/one/work").resolve(word));
  }

  @Test
  void aLongLineComesInPiecesAlsoToWhoBegins() {
    workloads()
        .apply(
            "one",
            spec(
                "sh",
                "-c",
                "head -c 5000000 /dev/zero | tr '\\0' x; echo; echo end; exec sleep 1000"),
            soon());
    await()
        .untilAsserted(
            () ->
                assertThat(workloads().logsAfter("one", Optional.empty(), 1, soon()).lines())
                    .containsExactly("end"));
    LogPart first = workloads().logsAfter("one", Optional.empty(), 10_000, soon());
    assertThat(first.lines()).endsWith("end").hasSize(3);
    assertThat(first.lines()).allMatch(line -> line.length() <= 256 << 10);
    assertThat(workloads().logsAfter("one", Optional.of(first.next()), 10, soon()).lines())
        .isEmpty();
  }

  @Test
  void aLogIsFollowedThroughItsCutsWithoutALineTwice() throws IOException {
    workloads()
        .apply(
            "one",
            spec(
                "sh",
                "-c",
                "await() { until [ -e $1 ]; do sleep 0.1; done; }; i=0; while [ $i -lt 12 ]; do await"
                    + " $i; f=$((1000000 + i * 131073)); seq $f $((f + 131072)); i=$((i + 1)); done;"
                    + " printf half; await last; echo ' whole'; exec sleep 1000"),
            soon());
    LogPart part = workloads().logsAfter("one", Optional.empty(), 10, soon());
    assertThat(part.lines()).isEmpty();
    long next = 1_000_000;
    for (int megabyte = 0; megabyte < 12; megabyte++) {
      go("" + megabyte);
      while (next < 1_000_000 + (megabyte + 1) * LINES) {
        part = workloads().logsAfter("one", Optional.of(part.next()), 10_000, soon());
        assertThat(part.gap()).isFalse();
        for (String line : part.lines()) {
          assertThat(line).isEqualTo("" + next);
          next++;
        }
      }
      if (megabyte == 9) {
        // The last of them is one too many: nothing is written while it is cut.
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> root().resolve("workloads/one/log/out.log").toFile().length() == 0);
      }
    }
    LogPart last = workloads().logsAfter("one", Optional.of(part.next()), 10, soon());
    assertThat(last.lines()).isEmpty();
    go("last");
    await()
        .untilAsserted(
            () ->
                assertThat(workloads().logsAfter("one", Optional.of(last.next()), 10, soon()))
                    .extracting(LogPart::lines)
                    .isEqualTo(List.of("half whole")));
    assertThat(workloads().logsAfter("one", Optional.empty(), 2, soon()).lines())
        .containsExactly("2572875", "half whole");
  }
}
