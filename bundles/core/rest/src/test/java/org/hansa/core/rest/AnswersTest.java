package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All answers are sent, whoever is held up. */
class AnswersTest {

  private static final int MANY = 10_000;

  private final AtomicInteger sent = new AtomicInteger();
  private final CountDownLatch reads = new CountDownLatch(1);
  private Answers answers = new Answers();

  @AfterEach
  void close() {
    reads.countDown();
    answers.close();
  }

  private void heldUp() {
    boolean interrupted = false;
    while (reads.getCount() > 0) {
      try {
        reads.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    sent.incrementAndGet();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void clientsThatDoNotReadHoldUpNoOther() {
    IntStream.range(0, MANY)
        .forEach(i -> answers.add(i % 1000 == 0 ? this::heldUp : sent::incrementAndGet));
    await().until(() -> sent.get() == MANY - MANY / 1000);
    reads.countDown();
    await().until(() -> sent.get() == MANY);
  }

  @Test
  void moreOfThemThanThreadsHoldUpOthersOnlyUntilTheyRead() {
    answers.close();
    answers = new Answers(2);
    List.of(1, 2).forEach(i -> answers.add(this::heldUp));
    answers.add(sent::incrementAndGet);
    reads.countDown();
    await().until(() -> sent.get() == 3);
  }

  @Test
  void allAreSentByFewThreadsWhoeverAddsThem() {
    Set<Thread> by = ConcurrentHashMap.newKeySet();
    IntStream.range(0, MANY)
        .parallel()
        .forEach(
            i ->
                answers.add(
                    () -> {
                      by.add(Thread.currentThread());
                      sent.incrementAndGet();
                    }));
    await().until(() -> sent.get() == MANY);
    assertThat(by.size()).isLessThan(100);
  }

  @Test
  void oneThatFailsIsPassedOver() {
    answers.add(
        () -> {
          throw new IllegalStateException("the server ends");
        });
    answers.add(sent::incrementAndGet);
    await().until(() -> sent.get() == 1);
  }
}
