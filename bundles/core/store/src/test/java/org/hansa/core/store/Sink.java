package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.hansa.core.api.store.Changed;

/** A watcher that keeps what it is told, once it may go. */
final class Sink {

  final List<Long> revisions = new CopyOnWriteArrayList<>();
  final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private final CountDownLatch go;

  Sink() {
    this(new CountDownLatch(0));
  }

  /** Slow: the first commit is taken only when the latch opens. */
  Sink(CountDownLatch go) {
    this.go = go;
  }

  static List<Long> upTo(long from, long until) {
    return LongStream.rangeClosed(from, until).boxed().toList();
  }

  void take(List<Changed> commit) {
    try {
      assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    revisions.add(commit.get(0).revision());
    sizes.add(commit.size());
  }

  void awaits(List<Long> all) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(revisions).containsExactlyElementsOf(all));
  }
}
