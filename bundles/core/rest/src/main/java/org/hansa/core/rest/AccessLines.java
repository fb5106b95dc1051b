package org.hansa.core.rest;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lines of the access log with their times, handed on a batch at a time: for a logger, one by
 * itself is as much work as a fifth of a request. What comes while too much waits is left out, and
 * the next batch says how much. Thread-safe.
 */
final class AccessLines implements Consumer<String>, AutoCloseable {

  /** Characters that wait at most. */
  static final int MOST = 1 << 20;

  private static final long PAUSE_MILLIS = 200;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
  private static final int MILLION = 1_000_000;

  private final Consumer<String> log;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;
  private StringBuilder waiting = new StringBuilder();
  private long leftOut;
  private long second = Long.MIN_VALUE;
  private String prefix = "";

  /**
   * @param log takes many lines at once
   */
  AccessLines(Consumer<String> log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "access-log");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            this::flush, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void accept(String line) {
    if (waiting.length() + line.length() > MOST) {
      leftOut++;
      return;
    }
    time(clock.instant());
    waiting.append(' ').append(line).append('\n');
  }

  private void time(Instant now) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      prefix = SECOND.format(now.atZone(ZoneId.systemDefault()));
    }
    int millis = now.getNano() / MILLION;
    waiting.append(prefix).append(',');
    waiting.append((char) ('0' + millis / 100)).append((char) ('0' + millis / 10 % 10));
    waiting.append((char) ('0' + millis % 10));
  }

  /** Hands on what waits. */
  void flush() {
    String batch;
    synchronized (this) {
      if (leftOut > 0) {
        time(clock.instant());
        waiting.append(" - - - - - - left out: ").append(leftOut).append('\n');
        leftOut = 0;
      }
      if (waiting.length() == 0) {
        return;
      }
      batch = waiting.substring(0, waiting.length() - 1);
      waiting = new StringBuilder();
    }
    log.accept(batch);
  }

  /** Hands on the last, and takes no more on by itself. */
  @Override
  public void close() {
    timer.shutdownNow();
    flush();
  }
}
