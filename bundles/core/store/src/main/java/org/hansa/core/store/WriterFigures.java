package org.hansa.core.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Histogram;
import org.hansa.core.api.metrics.Sample;

/** What the writer did and how long it took. Thread-safe. */
final class WriterFigures {

  private final Histogram commits = new Histogram();
  private final Histogram flushes = new Histogram();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder fenced = new LongAdder();

  /**
   * @param nanos that the commit took
   * @param flush nanoseconds of its last part, the flush
   */
  void committed(int some, long nanos, long flush) {
    transactions.add(some);
    commits.record(nanos);
    flushes.record(flush);
  }

  void fenced(int some) {
    fenced.add(some);
  }

  /**
   * @param waiting transactions that wait for the writer
   */
  List<Family> families(int waiting) {
    return List.of(
        new Family(
            "hansa_commit_seconds",
            Family.Type.HISTOGRAM,
            "How long a batch of transactions takes to be written, until it is durable.",
            commits.samples(Map.of())),
        new Family(
            "hansa_flush_seconds",
            Family.Type.HISTOGRAM,
            "The end of hansa_commit_seconds: how long the database takes to write and flush its log.",
            flushes.samples(Map.of())),
        one(
            "hansa_transactions",
            Family.Type.COUNTER,
            "Transactions committed by this node.",
            Sample.counter(Map.of(), (double) transactions.sum())),
        one(
            "hansa_writes_fenced",
            Family.Type.COUNTER,
            "Transactions refused because another node holds their partition by now.",
            Sample.counter(Map.of(), (double) fenced.sum())),
        one(
            "hansa_writes_waiting",
            Family.Type.GAUGE,
            "Transactions that wait for the writer.",
            Sample.gauge(Map.of(), waiting)));
  }

  private static Family one(String name, Family.Type type, String help, Sample sample) {
    return new Family(name, type, help, List.of(sample));
  }
}
