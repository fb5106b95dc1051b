package org.hansa.core.ssh;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Several questions side by side, so that those without an answer are waited for together. */
final class Asking {

  /** Channels of forwarded ports, which servers do not count as they count commands. */
  private static final int MOST = 32;

  private final Queue<Question> left;
  private final Map<Question, byte[]> answers = new ConcurrentHashMap<>();
  private final Function<Question, byte[]> one;
  private volatile boolean over;

  /**
   * @param one asks; UNAVAILABLE is no answer
   */
  Asking(Collection<Question> questions, Function<Question, byte[]> one) {
    this.left = new ConcurrentLinkedQueue<>(questions);
    this.one = one;
  }

  Map<Question, byte[]> answers(ExecutorService threads, Limit limit) {
    List<? extends Future<?>> all =
        IntStream.range(0, Math.min(MOST, left.size()))
            .mapToObj(i -> threads.submit(this::askOnAndOn))
            .toList();
    try {
      for (Future<?> each : all) {
        each.get(limit.left().toMillis(), TimeUnit.MILLISECONDS);
      }
      return Map.copyOf(answers);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DriverException said) {
        throw said;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw limit.late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(Reason.UNAVAILABLE, "interrupted while asking", e);
    } finally {
      over = true;
    }
  }

  private void askOnAndOn() {
    for (Question next = left.poll(); next != null && !over; next = left.poll()) {
      try {
        answers.put(next, one.apply(next));
      } catch (DriverException e) {
        if (e.reason() != Reason.UNAVAILABLE) {
          throw e;
        }
      }
    }
  }
}
