package org.hansa.drivers.simulator.workload;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Chance;
import org.hansa.drivers.simulator.world.Kept;

/** The lines that a workload would have written by now; none is kept. */
record Said(Kept<Run> kept, Chance chance) {

  private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})-([0-9]{1,9})");
  private static final long MINUTE = 60_000;

  List<String> last(int most, long now) {
    int count = count(now);
    return lines(Math.max(0, count - most), count, now);
  }

  /** The cursor is when the run began, and how many lines of it were given. */
  LogPart after(Optional<String> cursor, int most, long now) {
    int count = count(now);
    if (cursor.isEmpty()) {
      return new LogPart(last(most, now), cursor(count), false);
    }
    Matcher said = CURSOR.matcher(cursor.get());
    if (!said.matches()) {
      throw Refusal.invalid("no log has said the cursor '" + cursor.get() + "'; begin without one");
    }
    int given = Integer.parseInt(said.group(2));
    boolean here = Long.parseLong(said.group(1)) == kept.thing().started() && given <= count;
    int from = here ? given : 0;
    int to = Math.min(count, from + most);
    return new LogPart(lines(from, to, now), cursor(to), !here);
  }

  private String cursor(int given) {
    return kept.thing().started() + "-" + given;
  }

  /** That it starts, that it is ready, what it serves each minute, and how it ends. */
  private int count(long now) {
    return 1 + served(now) + (kept.thing().over(now) ? 1 : 0);
  }

  private int served(long now) {
    long served = kept.thing().ran(now) - kept.until();
    return served < 0 ? 0 : (int) Math.min(Integer.MAX_VALUE / 2, 1 + served / MINUTE);
  }

  private List<String> lines(int from, int to, long now) {
    return IntStream.range(from, to).mapToObj(place -> line(place, now)).toList();
  }

  private String line(int place, long now) {
    Run run = kept.thing();
    long ready = kept.until();
    if (place == 0) {
      return line(run.started(), "simulated: " + run.name() + " starts, run " + run.number());
    }
    if (place > served(now)) {
      return line(run.ends(), "error: ends with exit code " + run.exitCode());
    }
    return place == 1
        ? line(ready, "ready")
        : line(ready + (place - 1) * MINUTE, requests(place - 1));
  }

  private String requests(long minute) {
    Run run = kept.thing();
    long busy = Math.max(100, run.cpu());
    long count = Math.round(busy * (0.5 + chance.of("log", run.print(), Long.toString(minute))));
    return "served " + count + " requests in a minute";
  }

  private static String line(long at, String text) {
    return Instant.ofEpochMilli(at) + " " + text;
  }
}
