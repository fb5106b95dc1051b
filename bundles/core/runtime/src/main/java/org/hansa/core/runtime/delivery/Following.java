package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Fence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One follower: gives its route one parcel after the other, in commit order, the next once the one
 * before has gone well. What fails is tried again, so often at most; then, and at once if the route
 * does not end in time, it stalls until a person has it retried.
 */
final class Following {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(200);

  /** The route: tells when it is done, and how it failed if it did. */
  interface Sink {
    void give(Parcel parcel, Consumer<Optional<Throwable>> done);
  }

  private final FollowOptions options;
  private final String bundle;
  private final Trail trail;
  private final Cursors cursors;
  private final Engine engine;
  private final Sink sink;
  private final Tries tries;
  private final Bookmark bookmark;
  private final Turns turns;

  /** Of the turn that runs. */
  private final Ahead ahead = new Ahead();

  // Read by others too.
  private volatile boolean runs;
  private volatile boolean abandoned;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  Following(
      FollowOptions options,
      String bundle,
      Trail trail,
      Cursors cursors,
      Engine engine,
      Sink sink) {
    this.options = options;
    this.bundle = bundle;
    this.trail = trail;
    this.cursors = cursors;
    this.engine = engine;
    this.sink = sink;
    this.tries = new Tries(options, engine);
    this.bookmark = new Bookmark(options, trail, cursors, engine, tries);
    this.turns = new Turns(engine, this::turn, this::finish);
  }

  String name() {
    return options.name();
  }

  /** Until then nothing is given. */
  void start() {
    turns.start();
  }

  /** There may be something new. */
  void wake() {
    turns.wake();
  }

  /** Gives nothing more; the answer completes when what was given has ended. */
  CompletableFuture<Void> stop() {
    return turns.stop();
  }

  /** What is still in hand is nobody's any more: how it ends is not written. */
  void abandon() {
    abandoned = true;
  }

  Optional<FollowerFigures> figures() {
    return runs
        ? Optional.of(
            new FollowerFigures(
                name(),
                trail.behind(bookmark.position()),
                delivered.get(),
                failures.get(),
                tries.isStalled()))
        : Optional.empty();
  }

  private void turn() {
    try {
      advance();
    } catch (RuntimeException e) {
      boolean overtaken =
          e instanceof Problem p
              && (p.reason() == Problem.Reason.PRECONDITION
                  || p.reason() == Problem.Reason.NOT_FOUND);
      if (overtaken) {
        bookmark.forget();
      } else {
        LOG.info("Follower {} waits: {}", name(), Tries.says(e));
      }
      turns.rest(Optional.of(overtaken ? SOON : POLL));
    } catch (Error e) {
      // Classes of a bundle that is being replaced may be missing for a moment; or for good.
      failed(e);
      turns.rest(tries.pause());
    }
  }

  private void failed(Throwable problem) {
    bookmark.touched();
    failures.incrementAndGet();
    tries.failed(problem);
  }

  private void advance() {
    if (turns.isStopped()) {
      turns.over();
      return;
    }
    Optional<Cursors.Standing> now = cursors.standing(name());
    runs = now.isPresent();
    if (now.isEmpty()) {
      boolean coming = cursors.isComing(name());
      if (!coming) {
        bookmark.forget(); // else nobody has moved it, or the next fence is another
      }
      turns.rest(coming ? Optional.of(SOON) : Optional.empty());
      return;
    }
    Fence fence = now.get().fence();
    Resource self = now.get().follower().filter(this::isSame).orElse(null);
    if (self == null) {
      LOG.info("Follower {} begins{}.", name(), now.get().follower().isPresent() ? " anew" : "");
      bookmark.begin(fence, options.spec(bundle));
      turns.next();
      return;
    }
    if (bookmark.load(fence, self)) {
      ahead.begin(bookmark.position());
    }
    if (tries.isUnsaid()) {
      bookmark.save(self, fence);
      tries.say(cursors, now.get(), bookmark.position());
    }
    Optional<Duration> pause = tries.pause();
    if (tries.isStalled() || pause.isPresent()) {
      turns.rest(tries.isStalled() ? Optional.empty() : pause);
      return;
    }
    tries.clear(cursors, now.get());
    bookmark.keep(self, fence);
    Optional<Parcel> next = next(self, fence);
    if (next.isPresent() && !isStill(fence)) {
      turns.next();
    } else if (next.isPresent()) {
      // The last that this turn does: who ends it may be on another thread, and begins the next.
      Handover.give(next.get(), options, engine, sink, problem -> done(next.get(), problem));
    } else if (tries.failure().isPresent()) {
      // It was no parcel that failed, for none is left: the turn itself, which goes well again.
      bookmark.touched();
      tries.succeeded();
      turns.next();
    } else {
      turns.rest(pause());
    }
  }

  /** To write the cursor and to read on may have taken longer than the right to run it stood. */
  private boolean isStill(Fence fence) {
    return cursors.standing(name()).filter(s -> s.fence().equals(fence)).isPresent();
  }

  private Optional<Duration> pause() {
    Optional<Duration> poll = trail.isPolled() ? Optional.of(POLL) : Optional.empty();
    Optional<Duration> save = bookmark.pause();
    return poll.filter(p -> save.filter(s -> s.compareTo(p) <= 0).isEmpty()).or(() -> save);
  }

  /** What the route follows has changed with its bundle: then it must see all of it. */
  private boolean isSame(Resource follower) {
    return follower.spec().as(Follower.Spec.class).equals(options.spec(bundle));
  }

  private Optional<Parcel> next(Resource self, Fence fence) {
    while (ahead.current().isEmpty() && !turns.isStopped()) {
      bookmark.move(ahead.end());
      if (!ahead.read(from -> read(self, fence))) {
        return Optional.empty();
      }
    }
    return ahead.current();
  }

  private Trail.Stretch read(Resource self, Fence fence) {
    try {
      return trail.read(bookmark.position());
    } catch (Problem e) {
      if (e.reason() != Problem.Reason.EXHAUSTED) {
        throw e;
      }
      LOG.info("Follower {} was away for longer than changes are kept: it lists anew.", name());
      bookmark.move(Trail.LIST);
      ahead.begin(Trail.LIST);
      bookmark.save(self, fence);
      return trail.read(Trail.LIST);
    }
  }

  /** By the route or its deadline, on whichever thread it ended. */
  private void done(Parcel parcel, Optional<Throwable> problem) {
    if (problem.isEmpty()) {
      tries.succeeded();
      ahead.taken();
      bookmark.delivered(parcel.position());
      delivered.incrementAndGet();
    } else {
      failed(problem.get());
    }
    turns.next();
  }

  /** What was delivered is written, so that the next start need not repeat it. */
  private void finish() {
    try {
      if (!abandoned) {
        bookmark.close();
      }
    } catch (RuntimeException | Error e) {
      LOG.info("Follower {} stops, and will repeat what it did last: {}", name(), Tries.says(e));
    } finally {
      runs = false;
    }
  }
}
