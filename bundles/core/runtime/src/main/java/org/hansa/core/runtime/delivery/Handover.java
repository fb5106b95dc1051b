package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One parcel in the hands of a route. It ends once: when the route says so, or when its time is
 * over. What the route says later counts no more.
 */
final class Handover {

  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  /** The route has not ended by its deadline. */
  static final class Overdue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overdue(Duration deadline) {
      super("the route has not ended within " + deadline.toSeconds() + " s", null, false, false);
    }
  }

  private final String follower;
  private final Consumer<Optional<Throwable>> then;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Optional<Future<?>> alarm = Optional.empty();

  private Handover(String follower, Consumer<Optional<Throwable>> then) {
    this.follower = follower;
    this.then = then;
  }

  /**
   * @param then told once, by whichever thread ends it
   */
  static void give(
      Parcel parcel,
      FollowOptions options,
      Engine engine,
      Following.Sink sink,
      Consumer<Optional<Throwable>> then) {
    Handover handover = new Handover(options.name(), then);
    Duration deadline = options.deadline();
    handover.alarm = engine.after(deadline, () -> handover.end(Optional.of(new Overdue(deadline))));
    try {
      sink.give(parcel, handover::end);
    } catch (Throwable t) {
      // Errors too: of a bundle that is just being replaced, classes may be missing for a moment.
      handover.end(Optional.of(t));
    }
  }

  private void end(Optional<Throwable> problem) {
    if (ended.compareAndSet(false, true)) {
      alarm.ifPresent(a -> a.cancel(false));
      then.accept(problem);
    } else {
      LOG.info("Follower {}: its route ended after its deadline, which counts no more.", follower);
    }
  }
}
