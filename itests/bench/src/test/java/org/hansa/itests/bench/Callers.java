package org.hansa.itests.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers that each do one thing after the other, as fast as they are answered. */
final class Callers implements AutoCloseable {

  /** What a caller does, again and again. */
  interface Deed {
    void run(int caller, long round) throws Exception;
  }

  /**
   * What came of it.
   *
   * @param perSecond of all callers
   * @param p50 median time to the answer, in milliseconds
   * @param p99 what one in a hundred exceeds
   * @param micros of the processors' time, of this whole process, for each
   */
  record Rate(double perSecond, double p50, double p99, double micros) {}

  private final ExecutorService threads;
  private final int callers;
  private final long[] rounds;

  Callers(int callers) {
    this.callers = callers;
    this.rounds = new long[callers];
    this.threads = Executors.newFixedThreadPool(callers);
  }

  Rate run(Duration time, Deed deed) throws InterruptedException, ExecutionException {
    long cpu = Report.cpu();
    long began = System.nanoTime();
    long end = began + time.toNanos();
    List<Future<long[]>> all = new ArrayList<>();
    for (int caller = 0; caller < callers; caller++) {
      int number = caller;
      all.add(threads.submit(() -> work(number, end, deed)));
    }
    List<long[]> took = new ArrayList<>();
    for (Future<long[]> one : all) {
      took.add(one.get());
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long[] sorted = took.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Rate(
        sorted.length / seconds,
        at(sorted, 0.5) / 1e6,
        at(sorted, 0.99) / 1e6,
        (Report.cpu() - cpu) / 1e3 / sorted.length);
  }

  private long[] work(int caller, long end, Deed deed) throws Exception {
    long[] took = new long[1024];
    int count = 0;
    for (long now = System.nanoTime(); now < end; ) {
      deed.run(caller, rounds[caller]++);
      long then = System.nanoTime();
      if (count == took.length) {
        took = Arrays.copyOf(took, 2 * count);
      }
      took[count++] = then - now;
      now = then;
    }
    return Arrays.copyOf(took, count);
  }

  static long at(long[] sorted, double quantile) {
    return sorted.length == 0
        ? 0
        : sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))];
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
