package org.hansa.core.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hansa.core.api.Ref;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * Asks endpoints what they can do. A driver may never say it, so nobody waits: each is asked on a
 * thread of its own, at most one at a time, and what it said is fetched later. Thread-safe.
 */
final class Introductions {

  /** What an endpoint says of itself. */
  record Said(
      String driver,
      String version,
      List<String> facets,
      Map<String, String> capabilities,
      boolean simulated) {}

  /** As long as a look may take. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Sessions sessions;
  private final Executor openers;
  private final LongSupplier nanos;
  private final Consumer<Ref> news;
  private final AtomicLong round = new AtomicLong();
  private final Map<Ref, Asked> all = new ConcurrentHashMap<>();

  /**
   * @param openers gives each question a thread at once
   * @param news told of an endpoint that has answered after {@link #ask} had returned; quick
   */
  Introductions(Sessions sessions, Executor openers, LongSupplier nanos, Consumer<Ref> news) {
    this.sessions = sessions;
    this.openers = openers;
    this.nanos = nanos;
    this.news = news;
  }

  /** Whatever was asked before may have been answered otherwise from now on. */
  void outdate() {
    round.incrementAndGet();
  }

  void forget(Ref endpoint) {
    all.remove(endpoint);
  }

  /** True while its answer is awaited. */
  boolean awaits(Ref endpoint) {
    return all.containsKey(endpoint);
  }

  /**
   * What it has said; empty if it has not yet, and {@code news} will be told.
   *
   * @throws RuntimeException why it has not, as the driver has it; UNAVAILABLE if that takes long
   */
  Optional<Said> ask(Ref endpoint) {
    Asked asked = all.computeIfAbsent(endpoint, e -> new Asked(e, round.get(), nanos.getAsLong()));
    asked.begin();
    if (!asked.fetched()) {
      if (nanos.getAsLong() - asked.began >= PATIENCE.toNanos()) {
        throw new DriverException(
            Reason.UNAVAILABLE,
            "its driver has not said what it can do since it was asked: replace its bundle, and"
                + " restart the node if it stays so");
      }
      return Optional.empty();
    }
    all.remove(endpoint, asked);
    if (asked.round < round.get()) {
      news.accept(endpoint);
    }
    return Optional.of(asked.said());
  }

  private Said introduce(Ref endpoint) {
    try (SessionSlot.Lease lease = sessions.lease(endpoint)) {
      Driver driver = lease.driver();
      return lease.call(
          s ->
              new Said(
                  driver.id(),
                  driver.version(),
                  s.facets().stream().map(Ability::name).sorted().toList(),
                  Map.copyOf(s.capabilities()),
                  driver.simulated()));
    }
  }

  private final class Asked implements Runnable {

    private final Ref endpoint;
    private final long round;
    private final long began;
    private boolean begun;
    private boolean done;
    private boolean awaited;
    private Optional<Said> said = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    Asked(Ref endpoint, long round, long began) {
      this.endpoint = endpoint;
      this.round = round;
      this.began = began;
    }

    void begin() {
      synchronized (this) {
        if (begun) {
          return;
        }
        begun = true;
      }
      openers.execute(this);
    }

    @Override
    public void run() {
      Optional<Said> answer = Optional.empty();
      Optional<RuntimeException> trouble = Optional.empty();
      try {
        answer = Optional.of(introduce(endpoint));
      } catch (RuntimeException e) {
        trouble = Optional.of(e);
      } finally {
        if (end(answer, trouble)) {
          news.accept(endpoint);
        }
      }
    }

    private synchronized boolean end(Optional<Said> answer, Optional<RuntimeException> trouble) {
      said = answer;
      failure = trouble;
      done = true;
      return awaited;
    }

    /** If not, it is awaited. */
    synchronized boolean fetched() {
      awaited = !done;
      return done;
    }

    synchronized Said said() {
      failure.ifPresent(
          why -> {
            throw why;
          });
      return said.orElseThrow();
    }
  }
}
