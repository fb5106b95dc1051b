package org.hansa.core.rest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hansa.core.api.Problem;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who follows what functions answer, and how many may. Thread-safe. */
final class Followers implements AutoCloseable, Follower.Around {

  private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

  /**
   * As many may follow in all, and of one account: each step may wait for a driver that does not
   * answer, and then has one of the threads.
   */
  private static final int MOST = 256;

  static final int EACH = 16;
  private static final int THREADS = 32;
  private static final int IDLE_SECONDS = 30;
  private static final int BUFFER = 1024;

  private final Services services;
  private final InstantSource clock;
  private final Duration heartbeat;
  private final Duration life;
  private final Budget budget = new Budget(4 << 20, 32 << 20);
  private final ScheduledThreadPoolExecutor timer;
  private final Set<Watcher> open = new HashSet<>();
  private final Map<String, Integer> each = new HashMap<>();
  private Optional<Seen> seen = Optional.empty();
  private int all;
  private boolean closed;

  /** A store, and what its commits say of accounts. */
  private record Seen(Store store, Proofs proofs, AutoCloseable told) {}

  Followers(Services services, InstantSource clock, Duration heartbeat, Duration life) {
    this.services = services;
    this.clock = clock;
    this.heartbeat = heartbeat;
    this.life = life;
    this.timer =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "hansa-followers");
              thread.setDaemon(true);
              return thread;
            });
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Answers with server-sent events, and returns.
   *
   * @param first asked for what there is at first; what it throws is answered
   * @param last true if what there is at first are the last lines: of too many, some are left out
   * @param proof as {@link Watchers#open} takes it
   * @throws Problem EXHAUSTED if there are too many; UNAVAILABLE while the door is replaced
   */
  void open(
      HttpServletRequest request,
      HttpServletResponse response,
      Followed followed,
      Supplier<Function.Text> first,
      boolean last,
      Runnable proof)
      throws IOException {
    Store store = services.store();
    enter(followed.who(), store);
    boolean begun = false;
    try {
      long since = store.snapshot().revision();
      proof.run();
      Function.Text asked = first.get();
      Function.Text text = last ? Follower.end(asked) : asked;
      // Others may have been given theirs while this was waited for.
      room(followed.who());
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType(WatchDoor.TYPE);
      response.setBufferSize(BUFFER);
      AsyncContext context = request.startAsync(request, response);
      context.setTimeout(0);
      Following following = new Following();
      Watcher watcher =
          new Watcher(
              context,
              followed.watched(),
              clock.instant().plus(life),
              since,
              0,
              following::wake,
              gone -> leave(gone, following));
      context.addListener(watcher);
      keep(watcher);
      begun = true;
      following.is =
          Optional.of(new Follower(this, store, followed, watcher, text.next().orElse("")));
      following.is.get().begin(text);
      response.getOutputStream().setWriteListener(watcher);
    } finally {
      if (!begun) {
        giveBack(followed.who());
      }
    }
  }

  /** The one of a connection, which is made after it. */
  private static final class Following {
    private volatile Optional<Follower> is = Optional.empty();

    void wake() {
      is.ifPresent(Follower::wake);
    }

    void stop() {
      is.ifPresent(Follower::stop);
    }
  }

  private synchronized void enter(String who, Store store) {
    if (closed) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE, "the door is being replaced", "Try again shortly.");
    }
    int mine = each.getOrDefault(who, 0);
    if (mine >= EACH || all >= MOST) {
      throw exhausted(who);
    }
    room(who);
    if (seen.filter(s -> s.store() == store).isEmpty()) {
      forget();
      Proofs proofs = new Proofs();
      seen =
          Optional.of(
              new Seen(store, proofs, store.watch(store.snapshot().revision(), proofs::see)));
    }
    each.put(who, mine + 1);
    all++;
  }

  private void room(String who) {
    if (budget.isFull() || !budget.isOpen(who)) {
      throw exhausted(who);
    }
  }

  private synchronized Problem exhausted(String who) {
    return new Problem(
        Problem.Reason.EXHAUSTED,
        who
            + " follows "
            + each.getOrDefault(who, 0)
            + " logs, and all together "
            + all
            + "; "
            + EACH
            + " and "
            + MOST
            + " may be followed, if what was sent is read",
        "Close one.");
  }

  private synchronized void keep(Watcher watcher) {
    open.add(watcher);
  }

  private void leave(Watcher watcher, Following following) {
    following.stop();
    synchronized (this) {
      if (open.remove(watcher)) {
        giveBack(watcher.watched().who());
      }
    }
  }

  private synchronized void giveBack(String who) {
    each.computeIfPresent(who, (n, count) -> count == 1 ? null : count - 1);
    all--;
    if (all == 0) {
      forget();
    }
  }

  private void forget() {
    seen.ifPresent(
        s -> {
          try (AutoCloseable told = s.told()) {
            LOG.trace("nobody follows any more, and {} is let go", told);
          } catch (Exception e) {
            LOG.warn("a store told to the end of whoever has gone", e);
          }
        });
    seen = Optional.empty();
  }

  synchronized int count() {
    return all;
  }

  @Override
  public Services services() {
    return services;
  }

  @Override
  public ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public Budget budget() {
    return budget;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Duration heartbeat() {
    return heartbeat;
  }

  @Override
  public synchronized boolean holds(String who, long since) {
    return seen.map(s -> s.proofs().hold(who, since)).orElse(false);
  }

  @Override
  public void close() {
    List<Watcher> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(open);
    }
    left.forEach(Watcher::end);
    timer.shutdownNow();
  }
}
