package org.hansa.core.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Store;

/** Who watches, and how many may. Thread-safe. */
final class Watchers implements AutoCloseable {

  /**
   * How many may watch, and how many bytes may wait for who does not take them.
   *
   * @param most in all
   * @param each of one account
   * @param bytesEach of one account
   * @param bytes in all
   */
  record Limits(int most, int each, long bytesEach, long bytes) {
    Limits(int most, int each) {
      this(most, each, 16 << 20, 64 << 20);
    }

    private Budget budget() {
      return new Budget(bytesEach, bytes);
    }
  }

  /** As small as servers give: what is written here is written whole, and flushed. */
  private static final int BUFFER = 1024;

  private final Services services;
  private final InstantSource clock;
  private final Duration heartbeat;
  private final Duration life;
  private final Limits limits;
  private final Set<Watcher> open = new HashSet<>();
  private final Map<String, Integer> each = new HashMap<>();
  private Optional<Pump> pump = Optional.empty();
  private int all;
  private boolean closed;

  Watchers(
      Services services, InstantSource clock, Duration heartbeat, Duration life, Limits limits) {
    this.services = services;
    this.clock = clock;
    this.heartbeat = heartbeat;
    this.life = life;
    this.limits = limits;
  }

  /**
   * Answers with server-sent events, beginning after a revision, and returns.
   *
   * @param proof asked once more who it is, from when on every change of the account is seen; it
   *     throws what the caller is to be told if it is not who it was
   * @throws Problem EXHAUSTED if there are too many; UNAVAILABLE while the door is replaced
   */
  void open(
      HttpServletRequest request,
      HttpServletResponse response,
      Watched watched,
      long after,
      Runnable proof)
      throws IOException {
    Store store = services.store();
    Pump by = enter(watched.who(), store);
    boolean begun = false;
    try {
      long since = store.snapshot().revision();
      proof.run();
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType(WatchDoor.TYPE);
      response.setBufferSize(BUFFER);
      AsyncContext context = request.startAsync(request, response);
      context.setTimeout(0);
      Watcher watcher =
          new Watcher(
              context,
              watched,
              clock.instant().plus(life),
              since,
              after,
              by::wake,
              gone -> leave(gone, by));
      // The server tells that the request has ended only after this has returned, so from here on
      // whoever goes, at whatever moment, is seen to go.
      context.addListener(watcher);
      keep(watcher);
      begun = true;
      watcher.offer((": from " + after + "\n\n").getBytes(StandardCharsets.UTF_8));
      response.getOutputStream().setWriteListener(watcher);
      by.add(watcher);
    } finally {
      if (!begun) {
        giveBack(watched.who());
      }
    }
  }

  private synchronized Pump enter(String name, Store store) {
    if (closed) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE, "the door is being replaced", "Try again shortly.");
    }
    int mine = each.getOrDefault(name, 0);
    if (mine >= limits.each() || all >= limits.most()) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          mine
              + " watchers of "
              + name
              + " and "
              + all
              + " in all are open; "
              + limits.each()
              + " and "
              + limits.most()
              + " may be",
          "Close one.");
    }
    Pump by =
        pump.filter(p -> p.serves(store))
            .orElseGet(() -> new Pump(services, store, clock, heartbeat, limits.budget()));
    pump.filter(former -> former != by).ifPresent(Pump::close);
    pump = Optional.of(by);
    each.put(name, mine + 1);
    all++;
    return by;
  }

  private synchronized void keep(Watcher watcher) {
    open.add(watcher);
  }

  /** The last one who goes takes the pump along: nobody is told what nobody asks. */
  private void leave(Watcher watcher, Pump by) {
    by.remove(watcher);
    synchronized (this) {
      if (open.remove(watcher)) {
        giveBack(watcher.watched().who());
      }
    }
  }

  private synchronized void giveBack(String name) {
    each.computeIfPresent(name, (n, count) -> count == 1 ? null : count - 1);
    all--;
    if (all == 0) {
      pump.ifPresent(Pump::close);
      pump = Optional.empty();
    }
  }

  synchronized int count() {
    return all;
  }

  @Override
  public void close() {
    List<Watcher> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(open);
    }
    left.forEach(Watcher::end);
    synchronized (this) {
      pump.ifPresent(Pump::close);
      pump = Optional.empty();
    }
  }
}
