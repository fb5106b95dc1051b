package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Fence;

/**
 * Where one follower stands, and what of that is written, under which right. Of the turn that runs,
 * but for {@link #position}.
 */
final class Bookmark {

  /** What is passed over is not worth a write, until starting again would mean much to read. */
  private static final long MOST_UNWRITTEN = 10_000;

  /** Under which right, and of which resource, what is known was read. */
  private record Mark(Fence fence, String uid) {}

  private final FollowOptions options;
  private final Trail trail;
  private final Cursors cursors;
  private final Engine engine;
  private final Tries tries;
  private Optional<Mark> mark = Optional.empty();
  private long written;
  private long generation;
  private boolean dirty;

  /** When it was last written, by the engine's time. */
  private Optional<Duration> saved = Optional.empty();

  private Optional<Instant> delivered = Optional.empty();
  private volatile long position;

  Bookmark(FollowOptions options, Trail trail, Cursors cursors, Engine engine, Tries tries) {
    this.options = options;
    this.trail = trail;
    this.cursors = cursors;
    this.engine = engine;
    this.tries = tries;
  }

  /** All up to here was delivered, or is not for it. Thread-safe. */
  long position() {
    return position;
  }

  void move(long to) {
    position = to;
  }

  /** It was delivered up to here. */
  void delivered(long upTo) {
    position = upTo;
    delivered = Optional.of(engine.now());
    dirty = true;
  }

  /** What is known is worth a write. */
  void touched() {
    dirty = true;
  }

  /** Another may have moved it: it is read again. */
  void forget() {
    mark = Optional.empty();
  }

  /** It is made, or begins anew. */
  void begin(Fence fence, Follower.Spec spec) {
    position = trail.start();
    delivered = Optional.empty();
    tries.begin();
    forget();
    cursors.begin(options.name(), fence, spec, status());
  }

  /**
   * Reads where it stands when it comes here; later only whether it is to try again.
   *
   * @return true if it was read
   */
  boolean load(Fence fence, Resource self) {
    Mark now = new Mark(fence, self.uid());
    boolean fresh = mark.filter(now::equals).isEmpty();
    if (fresh) {
      Follower.Status status =
          self.status().isEmpty() ? status() : self.status().as(Follower.Status.class);
      mark = Optional.of(now);
      position = status.position().orElse(Trail.LIST);
      written = position;
      delivered = status.delivered();
      tries.load(status.failure(), self.is(Condition.STALLED));
      dirty = false;
      generation = 0;
    }
    if (generation != self.generation()) {
      generation = self.generation();
      tries.again();
    }
    return fresh;
  }

  void save(Resource self, Fence fence) {
    cursors.write(self, fence, status());
    saved = Optional.of(engine.time());
    written = position;
    dirty = false;
  }

  /** Writes it if there is something to write and it is time. */
  void keep(Resource self, Fence fence) {
    if (dirty && left().isZero()) {
      save(self, fence);
    }
  }

  /** How long until it is to be written; empty if there is nothing to write. */
  Optional<Duration> pause() {
    dirty |= position - written > MOST_UNWRITTEN;
    return dirty ? Optional.of(left()) : Optional.empty();
  }

  private Duration left() {
    Duration left =
        saved.map(at -> at.plus(options.every()).minus(engine.time())).orElse(Duration.ZERO);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** What was delivered is written, so that the next start need not repeat it. */
  void close() {
    if (dirty && mark.isPresent()) {
      cursors
          .standing(options.name())
          .filter(s -> s.fence().equals(mark.get().fence()))
          .flatMap(Cursors.Standing::follower)
          .filter(self -> self.uid().equals(mark.get().uid()))
          .ifPresent(self -> save(self, mark.get().fence()));
    }
  }

  private Follower.Status status() {
    return new Follower.Status(
        position == Trail.LIST ? Optional.empty() : Optional.of(position),
        trail.behind(position),
        delivered,
        tries.inARow(),
        tries.failure());
  }
}
