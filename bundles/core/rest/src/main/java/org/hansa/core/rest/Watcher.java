package org.hansa.core.rest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watcher's connection. It holds no thread: what is offered is written as far as the socket
 * takes it, and the server calls back when that takes more. Nothing is offered before all that was
 * offered is written, so that no more than one piece waits for it; one that does not read at all is
 * cut when the server's idle time has passed. Thread-safe, but for {@link #place}.
 */
final class Watcher implements WriteListener, AsyncListener {

  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  /** Where a watcher stands; the pump's thread alone reads and moves it. */
  static final class Place {
    /** It has been offered all that it may see up to here. */
    long after;

    /** The last id that it was sent. */
    long said;

    /** When it is sent a sign of life, if nothing else. */
    Instant beat;

    /** The round in which it was last served from the store's change log. */
    long turn;
  }

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Watched watched;
  private final Instant until;
  private final long since;
  private final Runnable free;
  private final Consumer<Watcher> leave;
  private final Place place = new Place();
  private final Deque<byte[]> pending = new ArrayDeque<>();
  private Runnable settled = Watcher::nothing;
  private boolean begun;
  private boolean unflushed;
  private boolean ended;

  /**
   * @param until when it must come again
   * @param since the newest revision before it proved who it is
   * @param free is run when it takes more, by a thread of the server's
   * @param leave is told once the request has ended, however it did
   */
  Watcher(
      AsyncContext context,
      Watched watched,
      Instant until,
      long since,
      long after,
      Runnable free,
      Consumer<Watcher> leave)
      throws IOException {
    this.context = context;
    this.out = context.getResponse().getOutputStream();
    this.watched = watched;
    this.until = until;
    this.since = since;
    this.free = free;
    this.leave = leave;
    place.after = after;
    place.said = after;
    place.beat = Instant.MIN;
  }

  Watched watched() {
    return watched;
  }

  Place place() {
    return place;
  }

  long since() {
    return since;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  /** True if all that was offered is with the socket. */
  synchronized boolean isFree() {
    return begun && !ended && pending.isEmpty() && !unflushed;
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** True if some of what was offered waits for it. */
  synchronized boolean isStuck() {
    return !ended && (!pending.isEmpty() || unflushed);
  }

  private static void nothing() {}

  /** The bytes may be shared with other watchers. */
  void offer(byte[] bytes) {
    offer(bytes, Watcher::nothing);
  }

  /**
   * To one that is free.
   *
   * @param after is run once when these bytes are kept no more: written, or given up
   */
  void offer(byte[] bytes, Runnable after) {
    boolean there;
    synchronized (this) {
      pending.add(bytes);
      settled = after;
      there = drain();
    }
    if (!there) {
      end();
    }
  }

  /**
   * To one that may have been offered something that it has not taken yet.
   *
   * @param after as {@link #offer(byte[], Runnable)} takes it
   */
  void add(byte[] bytes, Runnable after) {
    Runnable before;
    synchronized (this) {
      before = settled;
      settled = Watcher::nothing;
    }
    offer(
        bytes,
        () -> {
          before.run();
          after.run();
        });
  }

  /** False if the client is found to have gone; then it is let go without this object's lock. */
  private boolean drain() {
    try {
      while (begun && !ended && (unflushed || !pending.isEmpty()) && out.isReady()) {
        byte[] next = pending.poll();
        unflushed = next != null;
        if (next != null) {
          out.write(next);
        } else {
          out.flush();
        }
      }
      if (ended || (pending.isEmpty() && !unflushed)) {
        settle();
      }
      return true;
    } catch (IOException e) {
      LOG.debug("a watcher of {} has gone", watched.who(), e);
      return false;
    }
  }

  /** Lets the client go. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      settle();
    }
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.debug("the request of a watcher of {} had ended already", watched.who(), e);
    }
  }

  private void settle() {
    pending.clear();
    Runnable once = settled;
    settled = Watcher::nothing;
    once.run();
  }

  @Override
  public void onWritePossible() {
    boolean there;
    synchronized (this) {
      begun = true;
      there = drain();
    }
    if (there) {
      free.run();
    } else {
      end();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    LOG.debug("a watcher of {} has gone or does not read", watched.who(), thrown);
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    synchronized (this) {
      ended = true;
      settle();
    }
    leave.accept(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nobody starts it anew.
  }
}
