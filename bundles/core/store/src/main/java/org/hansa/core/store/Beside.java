package org.hansa.core.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.hansa.core.api.Problem;

/**
 * Where batches are committed while the writer decides the next on what they leave: one at a time,
 * and one that is ready waits behind it, so that the disk need not wait for the writer. If one
 * fails, so must what rests on it. Of the writer's thread.
 */
final class Beside implements AutoCloseable {

  private final ExecutorService thread = Executors.newSingleThreadExecutor(this::thread);
  private volatile Thread own;

  /** The last that was given, and the one before. */
  private Optional<Flight> last = Optional.empty();

  private Optional<Flight> former = Optional.empty();

  /**
   * @param outcome absent in it if all went well, else why what rests on it is refused
   */
  private record Flight(PersistentSnapshot head, CompletableFuture<Optional<Problem>> outcome) {}

  private Thread thread(Runnable work) {
    own = new Thread(work, "hansa-store-commit");
    // Nothing that was acknowledged is lost if the process ends without closing.
    own.setDaemon(true);
    return own;
  }

  /** Whether it is asked by the thread that commits. */
  boolean isCurrentThread() {
    return Thread.currentThread() == own;
  }

  /**
   * Waits until there is room.
   *
   * @param head the state that it leaves
   * @param commit gets what {@link #outcome} gives of what it rests on, answers the same of itself
   * @param after runs when it is done
   */
  void start(PersistentSnapshot head, UnaryOperator<Optional<Problem>> commit, Runnable after) {
    Optional<Problem> unused = outcome(former);
    Optional<Flight> base = last;
    Flight next = new Flight(head, new CompletableFuture<>());
    former = last;
    last = Optional.of(next);
    thread.execute(
        () -> {
          next.outcome.complete(commit.apply(outcome(base)));
          after.run();
        });
  }

  boolean isBusy() {
    return last.filter(f -> !f.outcome.isDone()).isPresent();
  }

  /** The state on which to decide, if any is under way. */
  Optional<PersistentSnapshot> head() {
    last = last.filter(f -> !f.outcome.isDone());
    return last.map(Flight::head);
  }

  /** What came of those that were under way when {@link #head} was asked; waits for them. */
  Optional<Problem> outcome() {
    return outcome(last);
  }

  private static Optional<Problem> outcome(Optional<Flight> of) {
    return of.flatMap(f -> f.outcome.join());
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    Optional<Problem> unused = outcome();
    thread.shutdown();
  }
}
