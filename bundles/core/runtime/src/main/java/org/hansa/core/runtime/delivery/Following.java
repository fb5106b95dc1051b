package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Fence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One follower: gives its route one parcel after the other, in commit order, the next once the one
 * before has gone well. What fails is tried again, so often at most; then it stalls until a person
 * has it retried. Turns never run side by side, whichever thread they are on.
 */
final class Following {

  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  /** What is passed over is not worth a write, until starting again would mean much to read. */
  private static final long MOST_UNWRITTEN = 10_000;

  private static final int LONGEST = 500;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(200);

  /** The route: tells when it is done, and how it failed if it did. */
  interface Sink {
    void give(Parcel parcel, Consumer<Optional<Throwable>> done);
  }

  /** Under which right, and of which resource, what is known was read. */
  private record Mark(Fence fence, String uid) {}

  private final FollowOptions options;
  private final String bundle;
  private final Trail trail;
  private final Cursors cursors;
  private final Engine engine;
  private final Sink sink;
  private final CompletableFuture<Void> idle = new CompletableFuture<>();

  private boolean begun;
  private boolean stopped;
  private boolean busy;
  private boolean again;
  private Optional<Future<?>> timer = Optional.empty();

  // Of the turn that runs.
  private Optional<Mark> mark = Optional.empty();
  private Iterator<Parcel> parcels = Collections.emptyIterator();
  private Optional<Parcel> current = Optional.empty();
  private long end;
  private long written;
  private long generation;
  private boolean dirty;
  private boolean unsaid;
  private boolean saidStalled;
  private boolean recovered;
  private int inARow;
  private Instant saved = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private Optional<Instant> lastDelivered = Optional.empty();
  private Optional<String> failure = Optional.empty();

  // Read by others too.
  private volatile long position;
  private volatile boolean runs;
  private volatile boolean stalled;
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
  }

  String name() {
    return options.name();
  }

  /** Until then nothing is given. */
  void start() {
    synchronized (this) {
      begun = true;
    }
    wake();
  }

  /** There may be something new. */
  void wake() {
    synchronized (this) {
      if (stopped || !begun) {
        return;
      }
      if (busy) {
        again = true;
        return;
      }
      busy = true;
    }
    engine.execute(this::turn);
  }

  /** Gives nothing more; the answer completes when what was given has ended. */
  CompletableFuture<Void> stop() {
    boolean over;
    synchronized (this) {
      stopped = true;
      timer.ifPresent(t -> t.cancel(false));
      over = !busy;
      busy = true;
    }
    if (over) {
      finish();
    }
    return idle.copy();
  }

  Optional<FollowerFigures> figures() {
    return runs
        ? Optional.of(
            new FollowerFigures(
                name(), trail.behind(position), delivered.get(), failures.get(), stalled))
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
        mark = Optional.empty();
      } else {
        LOG.info("Follower {} waits: {}", name(), says(e));
      }
      rest(Optional.of(overtaken ? SOON : POLL));
    }
  }

  private void advance() {
    if (isStopped()) {
      finish();
      return;
    }
    Optional<Cursors.Standing> now = cursors.standing(name());
    runs = now.isPresent();
    if (now.isEmpty()) {
      mark = Optional.empty();
      rest(cursors.isComing(name()) ? Optional.of(SOON) : Optional.empty());
      return;
    }
    Fence fence = now.get().fence();
    Resource self = now.get().follower().filter(this::isSame).orElse(null);
    if (self == null) {
      begin(fence, now.get().follower());
      engine.execute(this::turn);
      return;
    }
    load(fence, self);
    if (unsaid) {
      save(self, fence);
      cursors.stalled(name(), fence, trouble());
      unsaid = false;
      saidStalled = true;
    }
    Instant time = engine.now();
    if (stalled || time.isBefore(notBefore)) {
      rest(stalled ? Optional.empty() : Optional.of(Duration.between(time, notBefore)));
      return;
    }
    if (saidStalled && recovered) {
      cursors.cleared(name(), fence);
      saidStalled = false;
    }
    if (dirty && !time.isBefore(due())) {
      save(self, fence);
    }
    Optional<Parcel> next = next(self, fence);
    if (next.isPresent()) {
      sink.give(next.get(), problem -> done(next.get(), problem));
    } else {
      dirty |= position - written > MOST_UNWRITTEN;
      rest(pause());
    }
  }

  private Instant due() {
    return saved.equals(Instant.MIN) ? saved : saved.plus(options.every());
  }

  private Optional<Duration> pause() {
    Optional<Duration> poll = trail.isPolled() ? Optional.of(POLL) : Optional.empty();
    if (!dirty) {
      return poll;
    }
    Duration left = Duration.between(engine.now(), due());
    Duration save = left.isNegative() ? Duration.ZERO : left;
    return poll.filter(p -> p.compareTo(save) < 0).or(() -> Optional.of(save));
  }

  /** What the route follows has changed with its bundle: then it must see all of it. */
  private boolean isSame(Resource follower) {
    return follower.spec().as(Follower.Spec.class).equals(options.spec(bundle));
  }

  private void begin(Fence fence, Optional<Resource> former) {
    LOG.info("Follower {} begins{}.", name(), former.isPresent() ? " anew" : "");
    position = trail.start();
    lastDelivered = Optional.empty();
    failure = Optional.empty();
    inARow = 0;
    mark = Optional.empty();
    cursors.begin(name(), fence, options.spec(bundle), status());
  }

  /** Reads where it stands when it comes here; later only whether it is to try again. */
  private void load(Fence fence, Resource self) {
    Mark now = new Mark(fence, self.uid());
    if (mark.filter(now::equals).isEmpty()) {
      Follower.Status status =
          self.status().isEmpty() ? status() : self.status().as(Follower.Status.class);
      mark = Optional.of(now);
      position = status.position().orElse(Trail.LIST);
      written = position;
      lastDelivered = status.delivered();
      failure = status.failure();
      parcels = Collections.emptyIterator();
      current = Optional.empty();
      end = position;
      dirty = false;
      unsaid = false;
      recovered = false;
      saidStalled = self.is(Condition.STALLED);
      generation = 0;
    }
    if (generation != self.generation()) {
      generation = self.generation();
      stalled = false;
      inARow = 0;
      notBefore = Instant.MIN;
    }
  }

  private Optional<Parcel> next(Resource self, Fence fence) {
    while (current.isEmpty() && !isStopped()) {
      if (parcels.hasNext()) {
        current = Optional.of(parcels.next());
        return current;
      }
      position = end;
      Trail.Stretch stretch = read(self, fence);
      if (stretch.end() == position && !stretch.parcels().hasNext()) {
        return Optional.empty();
      }
      parcels = stretch.parcels();
      end = stretch.end();
    }
    return current;
  }

  private Trail.Stretch read(Resource self, Fence fence) {
    try {
      return trail.read(position);
    } catch (Problem e) {
      if (e.reason() != Problem.Reason.EXHAUSTED) {
        throw e;
      }
      LOG.info("Follower {} was away for longer than changes are kept: it lists anew.", name());
      position = Trail.LIST;
      end = position;
      save(self, fence);
      return trail.read(position);
    }
  }

  /** By the route, on whichever thread it ended. */
  private void done(Parcel parcel, Optional<Throwable> problem) {
    dirty = true;
    if (problem.isEmpty()) {
      recovered = true;
      current = Optional.empty();
      position = parcel.position();
      inARow = 0;
      failure = Optional.empty();
      delivered.incrementAndGet();
      lastDelivered = Optional.of(engine.now());
    } else {
      failed(problem.get());
    }
    engine.execute(this::turn);
  }

  private void failed(Throwable problem) {
    recovered = false;
    failures.incrementAndGet();
    inARow++;
    failure = Optional.of(says(problem));
    notBefore = engine.now().plus(engine.backoff(options.backoff(), inARow, true));
    if (inARow == 1) {
      LOG.info("Follower {} failed, and tries again: {}", name(), failure.get());
    }
    if (inARow >= options.tries()) {
      LOG.warn("Follower {} stalls after {} tries: {}", name(), inARow, failure.get());
      stalled = true;
      unsaid = true;
    }
  }

  private String trouble() {
    return inARow + " tries of what follows " + position + ": " + failure.orElse("");
  }

  private void save(Resource self, Fence fence) {
    cursors.write(self, fence, status());
    saved = engine.now();
    written = position;
    dirty = false;
  }

  private Follower.Status status() {
    return new Follower.Status(
        position == Trail.LIST ? Optional.empty() : Optional.of(position),
        trail.behind(position),
        lastDelivered,
        inARow,
        failure);
  }

  private void rest(Optional<Duration> atMost) {
    synchronized (this) {
      timer.ifPresent(t -> t.cancel(false));
      if (!again && !stopped) {
        busy = false;
        timer = atMost.flatMap(after -> engine.after(after, this::wake));
        return;
      }
      again = false;
    }
    engine.execute(this::turn);
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  /** What was delivered is written, so that the next start need not repeat it. */
  private void finish() {
    try {
      if (dirty && mark.isPresent()) {
        cursors
            .standing(name())
            .filter(s -> s.fence().equals(mark.get().fence()))
            .flatMap(Cursors.Standing::follower)
            .filter(self -> self.uid().equals(mark.get().uid()))
            .ifPresent(self -> save(self, mark.get().fence()));
      }
    } catch (RuntimeException e) {
      LOG.info("Follower {} stops, and will repeat what it did last: {}", name(), says(e));
    } finally {
      runs = false;
      idle.complete(null);
    }
  }

  private static String says(Throwable problem) {
    String text = problem instanceof Problem p ? p.line() : String.valueOf(problem);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
