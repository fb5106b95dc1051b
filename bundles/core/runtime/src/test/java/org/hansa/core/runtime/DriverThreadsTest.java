package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose a thread is. */
class DriverThreadsTest {

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> begun = new ArrayList<>();
  private final ClassLoader driver = new URLClassLoader(new URL[0]);
  private final ClassLoader other = new URLClassLoader(new URL[0]);
  private final DriverThreads threads = threads(0);

  /** Of this process there are as many as the tests beside have begun: they do not count. */
  private DriverThreads threads(int sessions) {
    return new DriverThreads(loader -> loader == driver || loader == other ? sessions : 1000);
  }

  @AfterEach
  void stop() throws Exception {
    end();
  }

  private void end() throws InterruptedException {
    end.countDown();
    for (Thread thread : begun) {
      thread.join();
    }
  }

  private boolean begin(int count) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::hang);
      begun.add(thread);
      thread.start();
    }
    return true;
  }

  private void hang() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatADriverBeginsWhileItIsCalledIsItsOwn() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    threads.within(driver, () -> begin(3));
    threads.within(other, () -> begin(2));
    begin(1);

    assertThat(threads.count()).isFalse();
    assertThat(threads.of(driver)).isEqualTo(3);
    assertThat(threads.of(other)).isEqualTo(2);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    end();
    threads.count();
    assertThat(threads.of(driver)).isZero();
  }

  @Test
  void whoIsInItIsOurs() {
    assertThat(threads.within(driver, threads::count)).isFalse();
    assertThat(threads.of(driver)).isZero();
  }

  @Test
  void tooManyAreToldOnceAndAgainWhenTheyHaveEnded() throws Exception {
    threads.within(driver, () -> begin(DriverThreads.BUDGET + 1));

    assertThat(threads.count()).isTrue();
    assertThat(threads.count()).isFalse();
    end();
    assertThat(threads.count()).isTrue();
  }

  /** A hundred machines may take more than one. */
  @Test
  void eachSessionAddsToTheBudget() throws Exception {
    DriverThreads many = threads(1);
    many.within(driver, () -> begin(DriverThreads.BUDGET + 1));

    assertThat(many.count()).isFalse();
    assertThat(many.isOver(driver)).isFalse();
    many.within(driver, () -> begin(DriverThreads.BUDGET_OF_A_SESSION));
    assertThat(many.count()).isTrue();
    assertThat(many.isOver(driver)).isTrue();
  }
}
