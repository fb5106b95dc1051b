package org.hansa.drivers.simulator.world;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.drivers.simulator.data.FaultRule;
import org.hansa.drivers.simulator.data.FaultRule.Kind;
import org.hansa.drivers.simulator.data.Refusal;

/** What every call goes through: deadline, end of the session, and the faults that meet it. */
public final class Calls {

  private static final BigDecimal ALWAYS = BigDecimal.valueOf(100);
  private static final Duration MARGIN = Duration.ofMillis(50);

  /** Of so many objects it is known how often they were called. */
  private static final int MOST_COUNTED = 100_000;

  private final String site;
  private final List<FaultRule> faults;
  private final Chance chance;
  private final Book book;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  public Calls(
      String site,
      List<FaultRule> faults,
      Chance chance,
      Book book,
      ScheduledExecutorService timer) {
    this.site = site;
    this.faults = List.copyOf(faults);
    this.chance = chance;
    this.book = book;
    this.timer = timer;
  }

  /** The effect, if nothing is in its way; at most once, and not at all after the deadline. */
  public <R> R make(String facet, String verb, String uid, Deadline deadline, Supplier<R> effect) {
    refuseLate(deadline);
    if (faults.isEmpty()) {
      return effect.get();
    }
    int count = count(facet, verb, uid);
    if (hit(Kind.OUTAGE, facet, verb, uid, count).isPresent()) {
      throw Refusal.unavailable("the site " + site + " does not answer (a simulated outage)");
    }
    hit(Kind.LATENCY, facet, verb, uid, count)
        .ifPresent(rule -> pause(rule.time().get(), deadline));
    hit(Kind.ERROR, facet, verb, uid, count)
        .ifPresent(
            rule -> {
              throw new DriverException(
                  rule.reason().orElse(Reason.UNAVAILABLE),
                  verb + " of " + facet + " failed (a simulated error)");
            });
    R result = effect.get();
    if (hit(Kind.LOST, facet, verb, uid, count).isPresent()) {
      throw Refusal.unavailable("the answer was lost (a simulated fault)");
    }
    return result;
  }

  public void close() {
    closed.set(true);
  }

  private void refuseLate(Deadline deadline) {
    if (closed.get()) {
      throw Refusal.unavailable("the endpoint was closed; open it again");
    }
    if (deadline.passed()) {
      throw Refusal.unavailable("the deadline has passed; allow more time");
    }
  }

  /** How long a new object hides, if it does. */
  Optional<Duration> late(String facet, String uid) {
    return drawn(Kind.LATE, facet, uid).flatMap(FaultRule::time);
  }

  /** After how many milliseconds a new object is gone, if it goes by itself. */
  Optional<Long> vanishes(String facet, String uid) {
    return drawn(Kind.VANISH, facet, uid).map(rule -> time(rule, facet, uid));
  }

  /** A crash that awaits a run. */
  public record Crash(long after, int exitCode) {}

  public Optional<Crash> crash(String facet, String uid) {
    return drawn(Kind.CRASH, facet, uid)
        .map(rule -> new Crash(time(rule, facet, uid), rule.exitCode().orElse(1)));
  }

  private long time(FaultRule rule, String facet, String uid) {
    String count = Integer.toString(counts.getOrDefault(key(facet, rule.kind().name(), uid), 0));
    return chance.wait(rule.time().get().toMillis(), "time", facet, uid, count);
  }

  private Optional<FaultRule> drawn(Kind kind, String facet, String uid) {
    return faults.stream().noneMatch(rule -> rule.kind() == kind)
        ? Optional.empty()
        : hit(kind, facet, "apply", uid, count(facet, kind.name(), uid));
  }

  private Optional<FaultRule> hit(Kind kind, String facet, String verb, String uid, int count) {
    long now = book.clock().now();
    for (int i = 0; i < faults.size(); i++) {
      FaultRule rule = faults.get(i);
      if (rule.kind() == kind
          && rule.meets(site, facet, verb)
          && rule.inForce(now)
          && chance.hits(rule.rate().orElse(ALWAYS), "" + i, facet, verb, uid, "" + count)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** Chance is drawn for the n-th call of a kind, so that it does not matter what others call. */
  private int count(String facet, String verb, String uid) {
    if (counts.size() > MOST_COUNTED) {
      counts.clear();
    }
    return counts.merge(key(facet, verb, uid), 1, Integer::sum);
  }

  private static String key(String facet, String verb, String uid) {
    return facet + " " + verb + " " + uid;
  }

  private void pause(Duration time, Deadline deadline) {
    Duration most = deadline.left().minus(MARGIN);
    boolean tooLong = time.compareTo(most) > 0;
    long millis = Math.max(0, (tooLong ? most : time).toMillis());
    CompletableFuture<Void> over = new CompletableFuture<>();
    try {
      Future<?> task = timer.schedule(() -> over.complete(null), millis, TimeUnit.MILLISECONDS);
      try {
        over.get(millis + MARGIN.toMillis() / 2, TimeUnit.MILLISECONDS);
      } finally {
        task.cancel(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("interrupted while waiting");
    } catch (TimeoutException e) {
      // A busy timer: it has been long enough.
    } catch (ExecutionException | RejectedExecutionException e) {
      throw Refusal.unavailable("the endpoint was closed meanwhile");
    }
    if (tooLong) {
      throw Refusal.unavailable(
          "no answer in time: it takes " + time.toMillis() + " ms (a simulated latency)");
    }
    refuseLate(deadline);
  }
}
