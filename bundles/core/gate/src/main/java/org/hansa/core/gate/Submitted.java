package org.hansa.core.gate;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;

/**
 * A request that the store has taken. If it is refused, or rights were changed meanwhile, who
 * awaits it first has that recorded, or has it tried anew: the store's own thread, which is told
 * before, must not write.
 */
final class Submitted implements Pending {

  private final Pending taken;
  private final Consumer<Problem> refused;
  private final Supplier<Snapshot> anew;
  private Optional<Snapshot> after = Optional.empty();
  private Optional<Problem> problem = Optional.empty();

  /**
   * @param refused records a refusal
   * @param anew has it decided once more, and waits for that
   */
  Submitted(Pending taken, Consumer<Problem> refused, Supplier<Snapshot> anew) {
    this.taken = taken;
    this.refused = refused;
    this.anew = anew;
  }

  @Override
  public boolean isDone() {
    return taken.isDone();
  }

  @Override
  public void then(Runnable told) {
    taken.then(told);
  }

  @Override
  public synchronized Snapshot await() {
    if (problem.isPresent()) {
      throw problem.get();
    }
    if (after.isEmpty()) {
      after = Optional.of(first());
    }
    return after.get();
  }

  private Snapshot first() {
    try {
      return settled();
    } catch (Problem e) {
      problem = Optional.of(e);
      throw e;
    }
  }

  private Snapshot settled() {
    try {
      return taken.await();
    } catch (Earnest.Overtaken e) {
      return anew.get(); // which records its own refusal
    } catch (Problem e) {
      refused.accept(e);
      throw e;
    }
  }
}
