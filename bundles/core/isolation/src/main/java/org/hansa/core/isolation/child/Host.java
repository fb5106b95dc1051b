package org.hansa.core.isolation.child;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.isolation.wire.Failure;
import org.hansa.core.isolation.wire.Link;
import org.hansa.core.isolation.wire.Mapping;
import org.hansa.core.isolation.wire.Messages;

/** Serves the parent's calls, each on a thread of its own. */
final class Host implements Link.Served {

  private final ExecutorService threads = Executors.newCachedThreadPool(named("call"));
  private final Map<Long, Thread> running = new ConcurrentHashMap<>();
  private volatile Optional<Hosted> hosted = Optional.empty();

  /** A value and the type that it is written as. */
  record Result(Object value, Optional<JavaType> type) {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void called(Link link, long id, String verb, JsonNode body) {
    threads.execute(() -> serve(link, id, verb, body));
  }

  /** If the call runs: between calls a thread is not interrupted. */
  @Override
  public void cancelled(long id) {
    running.computeIfPresent(
        id,
        (i, thread) -> {
          thread.interrupt();
          return thread;
        });
  }

  @Override
  public void told(String verb, JsonNode body) {
    throw new IllegalStateException("the parent tells nothing: " + verb);
  }

  private void serve(Link link, long id, String verb, JsonNode body) {
    running.put(id, Thread.currentThread());
    Optional<Result> result = Optional.empty();
    Optional<Failure> failure = Optional.empty();
    try {
      result = Optional.of(run(link, verb, body));
    } catch (Throwable e) {
      // Whatever the driver throws, also an Error, is the answer to this one call.
      failure = Optional.of(Failure.of(e));
    }
    running.remove(id);
    // Of a cancelled call; the answer is written all the same.
    boolean unused = Thread.interrupted();
    try {
      if (failure.isPresent()) {
        link.fail(id, failure.get());
      } else {
        link.answer(id, result.get().value(), result.get().type());
      }
    } catch (IOException e) {
      System.err.println("ERROR the answer could not be written: " + e);
    }
  }

  private Result run(Link link, String verb, JsonNode body) throws Throwable {
    if (verb.equals(Messages.START)) {
      Hosted started = Hosted.start(link, Mapping.read(body, Messages.Start.class));
      hosted = Optional.of(started);
      return new Result(started.hello(), Optional.empty());
    }
    Hosted driver =
        hosted.orElseThrow(() -> new DriverException(Reason.INTERNAL, "no driver is started"));
    Thread.currentThread().setContextClassLoader(driver.loader());
    return switch (verb) {
      case Messages.OPEN ->
          new Result(driver.open(Mapping.read(body, Messages.Open.class)), Optional.empty());
      case Messages.INVOKE -> driver.invoke(Mapping.read(body, Messages.Invoke.class));
      case Messages.CLOSE -> {
        driver.close(Mapping.read(body, Messages.Close.class));
        yield new Result("closed", Optional.empty());
      }
      default -> throw new DriverException(Reason.INTERNAL, "there is no verb " + verb);
    };
  }
}
