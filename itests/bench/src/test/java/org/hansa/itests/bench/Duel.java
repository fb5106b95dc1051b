package org.hansa.itests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hansa.itests.archive.Figures;

/** Durable writes of 64 callers against an append log on the same disk, in turn. */
final class Duel {

  static final int CALLERS = 64;

  static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);
  static final Duration WARM = Duration.ofSeconds(Integer.getInteger("hansa.bench.warm", 10));
  static final Duration TIME = Duration.ofSeconds(3);

  private Duel() {}

  /**
   * @param record what the log appends for one write of ours
   */
  static Figures run(String title, Path folder, byte[] record, Callers.Deed ours) throws Exception {
    Figures rates = new Figures(title, "1/s");
    Figures slowest = new Figures("p99", "ms");
    Figures cpu = new Figures("processors' time a write", "us");
    try (Callers callers = new Callers(CALLERS);
        AppendLog log = new AppendLog(folder.resolve("append.log"))) {
      Callers.Deed theirs = (caller, round) -> log.append(record);
      callers.run(Duration.ofSeconds(2), theirs);
      callers.run(WARM, ours);
      for (int round = 1; round <= ROUNDS; round++) {
        Callers.Rate peer = callers.run(TIME, theirs);
        Callers.Rate own = callers.run(TIME, ours);
        rates.peers(peer.perSecond());
        rates.ours(own.perSecond());
        slowest.peers(peer.p99());
        slowest.ours(own.p99());
        cpu.peers(peer.micros());
        cpu.ours(own.micros());
        Report.say(
            "round %d: %.0f/s, p99 %.2f ms, %.1f us | log %.0f/s, p99 %.2f ms, %.1f us",
            round,
            own.perSecond(),
            own.p99(),
            own.micros(),
            peer.perSecond(),
            peer.p99(),
            peer.micros());
      }
    }
    print(
        List.of(
            rates.line(Bound.atLeast(0.3)),
            Bound.atMost(15).beside(slowest.line(), slowest.own()),
            cpu.line()),
        record.length);
    return rates;
  }

  private static void print(List<String> lines, int bytes) throws IOException {
    String heading =
        String.format(
            Locale.ROOT,
            "%d callers, one write of %d bytes each: Hansa | append log with group commit,"
                + " median of %d",
            CALLERS,
            bytes,
            ROUNDS);
    Report.print(heading, lines);
  }
}
