package org.hansa.core.driver.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** One token for all threads: one of them logs in, the others wait for it or go on with the old. */
final class Logins implements Authorizer {

  /** For so long nobody asks again who was told that the credentials are wrong. */
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** A token is renewed when it has less than this, or a fifth of its life, before it. */
  static final Duration AHEAD = Duration.ofMinutes(1);

  private record Held(String value, Optional<Instant> expires, Instant since, boolean worked) {
    boolean isDead(Instant now) {
      return expires.map(end -> !now.isBefore(end)).orElse(false);
    }

    boolean isOld(Instant now) {
      return expires.map(end -> !now.isBefore(end.minus(ahead(end)))).orElse(false);
    }

    private Duration ahead(Instant end) {
      Duration fifth = Duration.between(since, end).dividedBy(5);
      return fifth.compareTo(AHEAD) < 0 ? fifth : AHEAD;
    }
  }

  private record Refusal(DriverException why, Instant until) {}

  private final Credentials credentials;
  private final TokenSource source;
  private final Function<Deadline, Function<Request, Answer>> here;
  private final InstantSource clock;
  private final Secrets secrets;
  private Optional<Held> held = Optional.empty();
  private Optional<CompletableFuture<Held>> flight = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();

  /**
   * @param here sends without credentials until a deadline
   */
  Logins(
      Credentials credentials,
      TokenSource source,
      Function<Deadline, Function<Request, Answer>> here,
      InstantSource clock,
      Secrets secrets) {
    this.credentials = credentials;
    this.source = source;
    this.here = here;
    this.clock = clock;
    this.secrets = secrets;
  }

  @Override
  public Optional<Credentials.Header> header(Deadline deadline) {
    return Optional.of(credentials.with(token(deadline, true).value()));
  }

  private Held token(Deadline deadline, boolean patient) {
    Instant now = clock.instant();
    CompletableFuture<Held> mine = new CompletableFuture<>();
    CompletableFuture<Held> others;
    Optional<Held> usable;
    synchronized (this) {
      usable = held.filter(token -> !token.isDead(now));
      boolean good = usable.map(token -> !token.isOld(now)).orElse(false);
      if (good || (usable.isPresent() && flight.isPresent())) {
        return usable.get();
      }
      refusal = refusal.filter(r -> now.isBefore(r.until()));
      if (refusal.isPresent() && usable.isPresent()) {
        return usable.get();
      }
      if (refusal.isPresent() && !refusal.get().why().retryable()) {
        throw again(refusal.get().why());
      }
      others = flight.orElse(mine);
      flight = Optional.of(others);
    }
    return others == mine ? renewed(mine, usable, deadline) : awaited(others, patient, deadline);
  }

  private Held renewed(CompletableFuture<Held> mine, Optional<Held> usable, Deadline deadline) {
    // While the old one is good, the call itself must keep most of its time.
    Deadline until =
        usable.isEmpty() ? deadline : Deadline.in(deadline.left().dividedBy(3), deadline.nanos());
    try {
      Held token = login(until);
      landed(Optional.of(token), Optional.empty());
      mine.complete(token);
      return token;
    } catch (DriverException e) {
      landed(Optional.empty(), Optional.of(e));
      mine.completeExceptionally(e);
      return usable.orElseThrow(() -> e);
    } finally {
      // Nobody waits for a login that ended by a defect of its source.
      if (!mine.isDone()) {
        DriverException defect = new DriverException(Reason.INTERNAL, "the login failed");
        landed(Optional.empty(), Optional.of(defect));
        mine.completeExceptionally(defect);
      }
    }
  }

  private Held login(Deadline until) {
    Token token = source.fetch(here.apply(until), until);
    secrets.add(Headers.secret(credentials.header(), token.value()));
    return new Held(token.value(), token.expires(), clock.instant(), false);
  }

  private synchronized void landed(Optional<Held> token, Optional<DriverException> failure) {
    flight = Optional.empty();
    held = token.or(() -> held);
    // While another token is good, a failure to renew it is not tried again with each call either.
    refusal =
        failure
            .filter(e -> !e.retryable() || held.isPresent())
            .map(
                e ->
                    new Refusal(
                        e, clock.instant().plus(e.retryable() ? PAUSE.dividedBy(10) : PAUSE)));
  }

  /**
   * @param patient whether to try again if the other could not: it may have had less time
   */
  private Held awaited(CompletableFuture<Held> others, boolean patient, Deadline deadline) {
    try {
      return others.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof DriverException failure)) {
        throw new DriverException(Reason.INTERNAL, "the login failed", e);
      }
      if (patient && failure.reason() == Reason.UNAVAILABLE) {
        return token(deadline, false);
      }
      throw again(failure);
    } catch (TimeoutException e) {
      throw new DriverException(Reason.UNAVAILABLE, "no login before the deadline", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(Reason.UNAVAILABLE, "interrupted while logging in", e);
    }
  }

  /** Of this thread's own. */
  private static DriverException again(DriverException failure) {
    return new DriverException(failure.reason(), failure.getMessage(), failure);
  }

  @Override
  public synchronized void worked(Credentials.Header shown) {
    held =
        held.map(
            token ->
                is(token, shown)
                    ? new Held(token.value(), token.expires(), token.since(), true)
                    : token);
  }

  /**
   * A token that has worked is given up, and one that has not if it is a minute old: who is refused
   * with a new one would be refused with the next.
   */
  @Override
  public synchronized boolean refused(Credentials.Header shown) {
    if (held.isEmpty() || !is(held.get(), shown)) {
      // Another thread has been here before.
      return true;
    }
    boolean another =
        held.get().worked() || held.get().since().plus(PAUSE).isBefore(clock.instant());
    if (another) {
      held = Optional.empty();
    }
    return another;
  }

  private boolean is(Held token, Credentials.Header shown) {
    return credentials.with(token.value()).equals(shown);
  }
}
