package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * They ask the same things over and over until they are ended, a thread each, and remember what was
 * not answered as it should.
 */
final class Callers implements AutoCloseable {

  /** It is answered well if it throws nothing. */
  interface Request {
    Object send() throws IOException;
  }

  private static final int MOST = 8;

  /** Between an answer and the next question: others need the machine too. */
  private static final long PAUSE_MILLIS = 10;

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(MOST);
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * One more of them.
   *
   * @param what is asked, for people
   */
  Callers ask(String what, Request request) {
    AtomicInteger count = new AtomicInteger();
    answers.put(what, count);
    var unused =
        executor.scheduleWithFixedDelay(
            () -> send(what, request, count), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  private void send(String what, Request request, AtomicInteger count) {
    long begun = System.currentTimeMillis();
    try {
      request.send();
      count.incrementAndGet();
    } catch (IOException | RuntimeException | AssertionError e) {
      long after = System.currentTimeMillis() - begun;
      failures.add("%s, asked at %d, after %d ms: %s".formatted(what, begun, after, e));
    }
  }

  /** How often each was answered by now. */
  Map<String, Integer> answers() {
    Map<String, Integer> now = new TreeMap<>();
    answers.forEach((what, count) -> now.put(what, count.get()));
    return now;
  }

  /** They ask no more; each was answered more often than this, every time. */
  void assertAnswered(int least) throws InterruptedException {
    executor.shutdown();
    assertThat(executor.awaitTermination(Distribution.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(failures).isEmpty();
    assertThat(answers())
        .allSatisfy((what, count) -> assertThat(count).as(what).isGreaterThan(least));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
