package org.hansa.core.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.api.Problem;
import org.hansa.core.api.control.Function;

/** A log whose cursors are numbers of lines. Thread-safe. */
final class FakeLog {

  /** How often it was asked. */
  final AtomicInteger asked = new AtomicInteger();

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

  synchronized Function.Text after(Map<String, String> arguments) {
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
