package org.hansa.core.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.isolation.wire.Link;
import org.hansa.core.isolation.wire.Messages;
import org.slf4j.Logger;

/**
 * A process that hosts a driver, from its start to its end, and the calls to it. Calls that hang
 * end it. Thread-safe.
 */
final class ChildProcess {

  private static final long MOMENT = 500;

  private final Process process;
  private final Threads threads;
  private final Limits limits;
  private final Printed printed;
  private final Link link;
  private final Queue queue = new Queue();
  private final CountDownLatch read = new CountDownLatch(2);
  private final AtomicReference<String> killed = new AtomicReference<>();
  private final AtomicInteger hanging = new AtomicInteger();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final Map<Long, CompletableFuture<JsonNode>> sessions = new ConcurrentHashMap<>();

  private ChildProcess(
      Process process, Threads threads, Limits limits, Printed printed, Link.Served served) {
    this.process = process;
    this.threads = threads;
    this.limits = limits;
    this.printed = printed;
    this.link = new Link(new BufferedInputStream(process.getInputStream()), queue, served);
  }

  static ChildProcess start(
      Launch launch, Threads threads, Limits limits, Logger log, Link.Served served)
      throws IOException {
    ChildProcess child =
        new ChildProcess(
            launch.start(), threads, limits, new Printed(log, threads.nanos()), served);
    child.run();
    return child;
  }

  private void run() {
    threads.workers().execute(this::read);
    threads.workers().execute(() -> queue.run(process.getOutputStream()));
    threads
        .workers()
        .execute(
            () -> {
              printed.run(process.getErrorStream());
              read.countDown();
            });
    threads.workers().execute(this::await);
  }

  private void read() {
    try {
      link.run();
    } catch (IOException | RuntimeException e) {
      if (process.isAlive()) {
        kill("its process was killed: it broke the wire: " + e.getMessage());
      }
    }
    read.countDown();
    try {
      // It has shut its side; if it does not end, it is of no use.
      if (!process.waitFor(MOMENT, TimeUnit.MILLISECONDS)) {
        kill("its process was killed: it stopped answering");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() {
    int status;
    try {
      status = process.waitFor();
      // What it said last is taken first; another process may hold its files open.
      boolean unused = read.await(MOMENT, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      status = -1;
    }
    String why =
        Optional.ofNullable(killed.get())
            .orElse(printed.ending().orElse(Ending.of(status)).words());
    link.end(new DriverException(Reason.UNAVAILABLE, why));
    queue.finish();
    ended.complete(why);
  }

  long pid() {
    return process.pid();
  }

  /** Completes with the reason, when every call has got it. */
  CompletableFuture<String> ended() {
    return ended;
  }

  boolean isAlive() {
    return process.isAlive() && !ended.isDone() && killed.get() == null;
  }

  /** At once; the first reason is the one that counts. */
  void kill(String why) {
    killed.compareAndSet(null, why);
    process.destroyForcibly();
  }

  /** By its input's end, at which it ends by itself; by force a second later. */
  void end(String why) {
    killed.compareAndSet(null, why);
    queue.finish();
    var late = threads.timed(Duration.ofSeconds(1), process::destroyForcibly);
    var unused = ended.thenRun(() -> late.cancel(false));
  }

  /**
   * Opens a session unless it is open; as often as it is asked, once.
   *
   * @return what the driver said of it
   */
  JsonNode open(Messages.Open open, Duration left) {
    CompletableFuture<JsonNode> mine = new CompletableFuture<>();
    CompletableFuture<JsonNode> first = sessions.putIfAbsent(open.session(), mine);
    if (first != null) {
      return await(first, Optional.empty(), left);
    }
    Link.Pending call;
    try {
      call = link.call(Messages.OPEN, open);
    } catch (DriverException e) {
      sessions.remove(open.session(), mine);
      mine.completeExceptionally(e);
      throw e;
    }
    var unused =
        call.answer()
            .whenComplete(
                (opened, failure) -> {
                  if (failure == null) {
                    mine.complete(opened);
                  } else {
                    // Before whoever waits can ask again.
                    sessions.remove(open.session(), mine);
                    mine.completeExceptionally(failure);
                  }
                });
    return await(mine, Optional.of(call), left);
  }

  boolean isOpen(long session) {
    CompletableFuture<JsonNode> opened = sessions.get(session);
    return opened != null && opened.isDone() && !opened.isCompletedExceptionally();
  }

  /** Closes a session if it is open here; one that is being opened as soon as it is. */
  void close(long session) {
    CompletableFuture<JsonNode> opened = sessions.remove(session);
    if (opened == null || !isAlive()) {
      return;
    }
    Messages.Close close = new Messages.Close(session);
    if (opened.isDone()) {
      call(Messages.CLOSE, close, limits.brief());
    } else {
      var unused = opened.thenAccept(o -> link.call(Messages.CLOSE, close));
    }
  }

  /**
   * Calls, and waits until the deadline and a little longer.
   *
   * @throws DriverException as the driver has it; UNAVAILABLE if the process has ended or the call
   *     hangs
   */
  JsonNode call(String verb, Object body, Duration left) {
    Link.Pending call = link.call(verb, body);
    return await(call.answer(), Optional.of(call), left);
  }

  private JsonNode await(
      CompletableFuture<JsonNode> answer, Optional<Link.Pending> call, Duration left) {
    Duration most = left.plus(limits.grace());
    try {
      return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      DriverException failure = (DriverException) e.getCause();
      throw new DriverException(failure.reason(), failure.getMessage(), failure);
    } catch (TimeoutException e) {
      call.ifPresent(this::hangs);
      throw new DriverException(
          Reason.UNAVAILABLE, "the driver's process did not return by the deadline", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.ifPresent(c -> givenUp(c, most));
      throw new DriverException(Reason.UNAVAILABLE, "interrupted while the driver worked", e);
    }
  }

  /** Nobody waits for it any more, but it must come back all the same. */
  private void givenUp(Link.Pending call, Duration most) {
    link.cancel(call.id());
    threads.later(most, () -> hangs(call));
  }

  private void hangs(Link.Pending call) {
    if (call.answer().isDone()) {
      return;
    }
    link.cancel(call.id());
    int now = hanging.incrementAndGet();
    var unused = call.answer().whenComplete((answer, failure) -> hanging.decrementAndGet());
    if (now >= limits.hanging()) {
      kill("its process was killed: " + now + " calls outlived their deadline");
      return;
    }
    threads.later(
        limits.hang(),
        () -> {
          if (!call.answer().isDone()) {
            kill("its process was killed: a call outlived its deadline");
          }
        });
  }
}
