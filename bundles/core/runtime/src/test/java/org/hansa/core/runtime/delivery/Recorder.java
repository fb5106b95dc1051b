package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.hansa.core.api.Ref;

/** A stepper that writes down what it is asked. */
final class Recorder implements Stepper {

  final List<String> steps = new CopyOnWriteArrayList<>();
  final Map<String, String> kinds = new ConcurrentHashMap<>();
  private final Map<String, Supplier<Optional<Duration>>> answers = new HashMap<>();

  void answer(String name, Supplier<Optional<Duration>> answer) {
    answers.put(name, answer);
  }

  @Override
  public Optional<Duration> step(String controller, Ref ref) {
    steps.add(controller + " " + ref.name());
    return answers.getOrDefault(ref.name(), Optional::empty).get();
  }

  @Override
  public Optional<String> kindOf(String controller) {
    return Optional.ofNullable(kinds.get(controller));
  }
}
