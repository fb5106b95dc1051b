package org.hansa.core.api.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Durations counted in fixed buckets, from 100 microseconds to 100 seconds. Recording takes no lock
 * and reads no clock; a reading taken meanwhile may lack what is being recorded, but agrees in
 * itself as to buckets and count.
 */
public final class Histogram {

  private static final long[] BOUNDS_NANOS = bounds();

  private final LongAdder[] buckets = new LongAdder[BOUNDS_NANOS.length + 1];
  private final LongAdder nanos = new LongAdder();

  public Histogram() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /**
   * @param elapsed nanoseconds; below zero counts as zero
   */
  public void record(long elapsed) {
    long counted = Math.max(0, elapsed);
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && counted > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    nanos.add(counted);
  }

  /** Buckets, count and sum in seconds, as OpenMetrics orders them. */
  public List<Sample> samples(Map<String, String> labels) {
    List<Sample> samples = new ArrayList<>();
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      SortedMap<String, String> own = new TreeMap<>(labels);
      own.put("le", i < BOUNDS_NANOS.length ? bound(i) : "+Inf");
      samples.add(new Sample("_bucket", own, count));
    }
    samples.add(new Sample("_count", new TreeMap<>(labels), count));
    samples.add(new Sample("_sum", new TreeMap<>(labels), nanos.sum() / 1e9));
    return samples;
  }

  /** Without an exponent and with a point, as OpenMetrics wants bounds to be written. */
  private static String bound(int i) {
    String plain = BigDecimal.valueOf(BOUNDS_NANOS[i], 9).stripTrailingZeros().toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  /** 1, 2.5 and 5 of each decade. */
  private static long[] bounds() {
    long[] bounds = new long[19];
    long decade = 100_000;
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = i % 3 == 0 ? decade : i % 3 == 1 ? decade * 5 / 2 : decade * 5;
      decade = i % 3 == 2 ? decade * 10 : decade;
    }
    return bounds;
  }
}
