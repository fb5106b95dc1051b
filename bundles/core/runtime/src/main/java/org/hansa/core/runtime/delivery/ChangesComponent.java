package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code hansa-changes:<controller>?...}: one for each Camel context. */
final class ChangesComponent extends DefaultComponent {

  static final String SCHEME = "hansa-changes";

  private static final Duration ALONE = Duration.ofSeconds(10);

  private final Lines lines;
  private final Engine engine;
  private final Stepper stepper;
  private final Set<KeyedQueue> queues = ConcurrentHashMap.newKeySet();
  private volatile boolean quiesced;

  ChangesComponent(Lines lines, Engine engine, Stepper stepper) {
    this.lines = lines;
    this.engine = engine;
    this.stepper = stepper;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String controller, Map<String, Object> parameters) {
    Map<String, String> options = new TreeMap<>();
    parameters.forEach((name, value) -> options.put(name, String.valueOf(value)));
    parameters.clear();
    return new ChangesEndpoint(uri, this, ChangesOptions.parse(controller, options));
  }

  /** The line of a new consumer. */
  Line line(String route, ChangesOptions options, Work work) {
    Work guarded =
        key -> {
          if (!lines.enter(options.controller(), key)) {
            return Work.Outcome.again(options.backoff().min());
          }
          try {
            return work.run(key);
          } finally {
            lines.leave(options.controller(), key);
          }
        };
    KeyedQueue queue =
        new KeyedQueue(options, engine, guarded, name -> stepper.kindOf(name).isEmpty());
    return new Line(route, options.subscription(), queue, stepper);
  }

  void open(Line line) {
    queues.add(line.queue());
    lines.open(line);
  }

  void close(Line line) {
    queues.remove(line.queue());
    lines.close(line);
  }

  /** Lets what is in work in all queues end, so long at most; nothing more is begun. */
  void quiesce(Duration most) {
    quiesced = true;
    await(
        CompletableFuture.allOf(
            queues.stream().map(KeyedQueue::shut).toArray(CompletableFuture[]::new)),
        most);
  }

  /** How long a single route that stops may wait; nothing if all have been waited for. */
  Duration patience() {
    return quiesced ? Duration.ZERO : ALONE;
  }

  /** False if it took longer. */
  static boolean await(CompletableFuture<Void> end, Duration most) {
    try {
      end.get(most.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }
}
