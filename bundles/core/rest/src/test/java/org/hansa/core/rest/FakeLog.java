package org.hansa.core.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.api.Problem;
import org.hansa.core.api.control.Function;

/** A log whose cursors are numbers of lines. Thread-safe. */
final class FakeLog {

  /** How often it was asked. */
  final AtomicInteger asked = new AtomicInteger();

  /** How many asks were held up. */
  final AtomicInteger held = new AtomicInteger();

  private final CountDownLatch going = new CountDownLatch(1);
  private volatile Optional<String> holds = Optional.empty();
  private final List<String> lines = new ArrayList<>();
  private Optional<Problem> trouble = Optional.empty();
  private boolean gap;

  synchronized void say(String... more) {
    lines.addAll(List.of(more));
  }

  /** The next lines come after some that are lost. */
  synchronized void lose() {
    gap = true;
  }

  synchronized void fail(Optional<Problem> with) {
    trouble = with;
  }

  /** Whoever asks for so many lines waits until {@link #letGo}. */
  void holdAsksFor(String count) {
    holds = Optional.of(count);
  }

  void letGo() {
    going.countDown();
  }

  Function.Text after(Map<String, String> arguments) {
    if (holds.equals(Optional.ofNullable(arguments.get("lines"))) && holds.isPresent()) {
      held.incrementAndGet();
      await(going);
    }
    return now(arguments);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Function.Text now(Map<String, String> arguments) {
    asked.incrementAndGet();
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    String after = arguments.getOrDefault("after", "");
    int most = Integer.parseInt(arguments.getOrDefault("lines", "100"));
    if (!after.matches("[0-9]{0,9}")) {
      throw Problem.invalid("after", after, "a number", "Begin anew.");
    }
    int from = after.isEmpty() ? Math.max(0, lines.size() - most) : Integer.parseInt(after);
    int to = Math.min(lines.size(), from + most);
    List<String> part = List.copyOf(lines.subList(from, to));
    boolean lost = gap && !part.isEmpty();
    gap &= !lost;
    return new Function.Text(
        Optional.empty(), Optional.of(part), Optional.of("" + to), Optional.of(lost));
  }
}
