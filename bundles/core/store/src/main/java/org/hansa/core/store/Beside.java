package org.hansa.core.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where batches are committed while the writer decides the next on what they leave: one at a time,
 * and one that is ready waits behind it, so that the disk need not wait for the writer. If one
 * fails, so must what rests on it. Of the writer's thread.
 */
final class Beside implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Beside.class);

  /** What rests on a commit that came to no answer: it was not tried. */
  private final Problem unanswered =
      new Problem(
          Problem.Reason.UNAVAILABLE,
          "what this rests on came to no answer",
          "Nothing was written. See the log; try again.");

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
   * Waits until there is room. If it throws, neither is called, and nothing rests on it.
   *
   * @param head the state that it leaves
   * @param commit gets what {@link #outcome} gives of what it rests on, answers the same of itself;
   *     if it throws, what rests on it is refused
   * @param after runs when it is done, whatever came of it
   */
  void start(PersistentSnapshot head, UnaryOperator<Optional<Problem>> commit, Runnable after) {
    Optional<Problem> unused = outcome(former);
    Optional<Flight> base = last;
    Flight next = new Flight(head, new CompletableFuture<>());
    // Only then: a thread may not start, and what nobody carries is never answered.
    thread.execute(() -> fly(next, base, commit, after));
    former = base;
    last = Optional.of(next);
  }

  /** Whoever waits for it holds up all writes: it is answered whatever happens. */
  private void fly(
      Flight flight,
      Optional<Flight> base,
      UnaryOperator<Optional<Problem>> commit,
      Runnable after) {
    try {
      flight.outcome.complete(commit.apply(outcome(base)));
    } catch (RuntimeException | Error e) {
      flight.outcome.complete(Optional.of(unanswered));
      LOG.error("A batch came to no answer; what rests on it is refused", e);
    } finally {
      after.run();
    }
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
