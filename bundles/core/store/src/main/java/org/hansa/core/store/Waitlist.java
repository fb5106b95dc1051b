package org.hansa.core.store;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Transaction;

/** Who waits for the writer, first come first served; bounded. Thread-safe. */
final class Waitlist {

  private static final Waiting END = Waiting.of(snapshot -> Transaction.NOTHING);
  private static final Waiting LOOK = Waiting.of(snapshot -> Transaction.NOTHING);

  private final int most;
  private final BlockingQueue<Waiting> queue;

  /** Callers that came and were not answered yet. */
  private final AtomicInteger unanswered = new AtomicInteger();

  private final Object entrance = new Object();
  private volatile boolean closed;

  Waitlist(int most) {
    this.most = most;
    this.queue = new ArrayBlockingQueue<>(most + 2); // and to look, and to end
  }

  /**
   * @throws Problem UNAVAILABLE or EXHAUSTED if it is not taken
   */
  void add(Waiting caller) {
    synchronized (entrance) {
      if (closed) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE, "the store is shut down", "Try again when it is back.");
      }
      if (unanswered.incrementAndGet() > most || !queue.offer(caller)) {
        unanswered.decrementAndGet();
        throw new Problem(
            Problem.Reason.EXHAUSTED,
            "more than " + most + " writes wait for the store",
            "Try again in a moment.");
      }
    }
  }

  /** Whether nobody who came has yet to be answered, and somebody may still come. */
  boolean isFree() {
    return unanswered.get() == 0 && !closed;
  }

  /** Somebody is to look what others have committed. Returns at once. */
  void look() {
    // When it is full the writer is about to learn of it anyway.
    var unused = queue.offer(LOOK);
  }

  /** Lets nobody in any more; what waits comes before the end. False if it was closed. */
  boolean close() {
    synchronized (entrance) {
      if (closed) {
        return false;
      }
      closed = true;
    }
    Uninterrupted.run(() -> queue.put(END));
    return true;
  }

  /** The next, waited for. */
  Optional<Waiting> await() {
    return awaited(() -> queue.take());
  }

  /** The next, waited for a second. */
  Optional<Waiting> awaitBriefly() {
    return awaited(() -> queue.poll(1, TimeUnit.SECONDS));
  }

  private interface Wait {
    Waiting next() throws InterruptedException;
  }

  private static Optional<Waiting> awaited(Wait wait) {
    try {
      return Optional.ofNullable(wait.next());
    } catch (InterruptedException e) {
      // Nobody has the writer's thread to interrupt it; what waits is still answered.
      return Optional.empty();
    }
  }

  /** The next, if there is one. */
  Optional<Waiting> poll() {
    return Optional.ofNullable(queue.poll());
  }

  static boolean isEnd(Waiting next) {
    return next.equals(END);
  }

  /** A caller, and not a sign of ours. */
  static boolean isCaller(Waiting next) {
    return !next.equals(END) && !next.equals(LOOK);
  }

  /** So many of those who came have been answered. */
  void answered(int callers) {
    unanswered.addAndGet(-callers);
  }

  int size() {
    return queue.size();
  }
}
