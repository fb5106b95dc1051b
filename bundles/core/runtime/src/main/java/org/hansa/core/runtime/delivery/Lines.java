package org.hansa.core.runtime.delivery;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of all routes that run. A controller has one at a time: while a route bundle is being
 * replaced the newer waits until the older has ended. Thread-safe.
 */
final class Lines implements Subscriptions, Queues {

  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

  private record InWork(String controller, Ref key) {}

  private final Store store;
  private final SortedMap<String, Deque<Line>> byController = new TreeMap<>();
  private final Set<InWork> inWork = ConcurrentHashMap.newKeySet();

  Lines(Store store) {
    this.store = store;
  }

  /** Starts a line, or has it wait for the one before it. */
  void open(Line line) {
    boolean waits;
    synchronized (this) {
      Deque<Line> lines = byController.computeIfAbsent(line.controller(), c -> new ArrayDeque<>());
      waits = !lines.isEmpty();
      lines.addLast(line);
    }
    if (waits) {
      LOG.info("A route to {} waits until the one before it has ended.", line.controller());
    } else {
      begin(line);
    }
  }

  /** Takes a line away; the next for the same controller begins. */
  void close(Line line) {
    Optional<Line> next = Optional.empty();
    synchronized (this) {
      Deque<Line> lines = byController.getOrDefault(line.controller(), new ArrayDeque<>());
      boolean ran = line.equals(lines.peekFirst());
      lines.remove(line);
      if (lines.isEmpty()) {
        byController.remove(line.controller());
      } else if (ran) {
        next = Optional.of(lines.getFirst());
      }
    }
    next.ifPresent(this::begin);
  }

  /** The changes since then reach it, because it is registered before it lists. */
  private void begin(Line line) {
    line.list(store.snapshot(), ref -> true);
    line.queue().start();
  }

  void forEach(Consumer<Line> action) {
    heads().forEach(action);
  }

  /** A route may step other controllers than the one that it is for: hence all lines. */
  void arrived(String controller) {
    for (Line line : heads()) {
      if (line.controller().equals(controller)) {
        line.list(store.snapshot(), ref -> true);
      }
      line.queue().unpark(controller);
    }
  }

  void list(Predicate<Ref> which) {
    Snapshot snapshot = store.snapshot();
    forEach(line -> line.list(snapshot, which));
  }

  void wake(String controller, Ref ref, Urgency urgency) {
    for (Line line : heads()) {
      if (line.controller().equals(controller)) {
        line.queue().add(ref, urgency);
      }
    }
  }

  /**
   * False if the key is still in work, left there by a route that was stopped and did not wait long
   * enough.
   */
  boolean enter(String controller, Ref key) {
    return inWork.add(new InWork(controller, key));
  }

  void leave(String controller, Ref key) {
    inWork.remove(new InWork(controller, key));
  }

  @Override
  public List<Subscription> current() {
    return heads().stream().map(Line::subscription).toList();
  }

  @Override
  public List<QueueFigures> figures() {
    return heads().stream().map(Line::figures).toList();
  }

  private synchronized Collection<Line> heads() {
    return byController.values().stream().map(Deque::getFirst).toList();
  }
}
