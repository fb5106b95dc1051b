package org.hansa.core.driver.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** A call from its first try to its answer. */
final class Sending {

  private final Transport transport;
  private final Origin origin;
  private final Authorizer authorizer;
  private final Retries retries;
  private final HttpSettings settings;

  Sending(
      Transport transport,
      Origin origin,
      Authorizer authorizer,
      Retries retries,
      HttpSettings settings) {
    this.transport = transport;
    this.origin = origin;
    this.authorizer = authorizer;
    this.retries = retries;
    this.settings = settings;
  }

  Answer send(Request request, URI address, Asked asked, Deadline deadline) {
    for (int tries = 1; ; tries++) {
      Duration wait;
      DriverException failure;
      try {
        Raw raw = redirected(request, address, asked, deadline);
        Optional<Reason> vendors = vendors(raw);
        if (request.isAnswer(raw.status()) && (raw.status() / 100 != 2 || vendors.isEmpty())) {
          return new Answer(raw, asked);
        }
        Reason reason = vendors.orElseGet(() -> Statuses.reason(raw.status()));
        Optional<String> later = raw.headers().firstValue("Retry-After");
        failure = asked.status(raw, reason, after(tries) + later.map(Sending::asksFor).orElse(""));
        if (!Statuses.passes(raw.status(), reason)) {
          throw failure;
        }
        wait = retries.after(tries, later);
      } catch (Failed e) {
        failure = asked.failure(e, after(tries));
        if (!e.isPassing()) {
          throw failure;
        }
        wait = retries.after(tries);
      }
      if (!request.isRepeatable()
          || !retries.mayFollow(tries)
          || wait.compareTo(deadline.left()) >= 0) {
        throw failure;
      }
      pause(wait, failure);
    }
  }

  private Optional<Reason> vendors(Raw raw) {
    return raw.status() / 100 != 2 || settings.failsWell
        ? settings.rule.reason(raw.status(), raw.text())
        : Optional.empty();
  }

  private static String after(int tries) {
    return tries == 1 ? "" : " at try " + tries;
  }

  private static String asksFor(String retryAfter) {
    return ", to be asked again after " + Words.plain(retryAfter);
  }

  private void pause(Duration wait, DriverException failure) {
    try {
      transport.pause(wait);
    } catch (Failed e) {
      throw new DriverException(
          Reason.UNAVAILABLE, failure.getMessage() + "; then " + e.getMessage(), failure);
    }
  }

  /** Only what is safe is asked elsewhere, and nothing of another origin. */
  private Raw redirected(Request request, URI address, Asked asked, Deadline deadline)
      throws Failed {
    URI at = address;
    for (int hops = 0; ; hops++) {
      Raw raw = authorized(request, at, deadline);
      if (!Statuses.redirects(raw.status()) || request.isAnswer(raw.status())) {
        return raw;
      }
      Optional<URI> next =
          raw.headers().firstValue("Location").flatMap(to -> origin.linked(raw.address(), to));
      if (!request.isSafe() || next.isEmpty()) {
        String to = raw.headers().firstValue("Location").orElse("nowhere");
        throw asked.status(
            raw, Statuses.reason(raw.status()), ", not followed: it leads to " + bare(to));
      }
      if (hops == settings.limits.redirects()) {
        throw asked.status(
            raw, Reason.INTERNAL, ", not followed: redirected more than " + hops + " times");
      }
      at = next.get();
    }
  }

  private static String bare(String location) {
    return Words.plain(location.replaceFirst("(?s)[?#].*", "").replaceFirst("//[^/]*@", "//"));
  }

  /** A 401 has had no effect, so whatever was asked may be asked again. */
  private Raw authorized(Request request, URI at, Deadline deadline) throws Failed {
    Optional<Credentials.Header> shown = authorizer.header(deadline);
    Raw raw = exchange(request, at, shown, deadline);
    if (raw.status() == 401 && shown.isPresent() && authorizer.refused(shown.get())) {
      shown = authorizer.header(deadline);
      raw = exchange(request, at, shown, deadline);
    }
    if (raw.status() != 401) {
      shown.ifPresent(authorizer::worked);
    }
    return raw;
  }

  private Raw exchange(
      Request request, URI at, Optional<Credentials.Header> shown, Deadline deadline)
      throws Failed {
    Optional<Upload> upload =
        request.body() instanceof Body.Streamed streamed
            ? Optional.of(new Upload(streamed))
            : Optional.empty();
    try {
      HttpRequest built = Outgoing.of(request, at, shown, transport.proxyAuthorization(), upload);
      return transport.exchange(built, upload, deadline);
    } catch (IllegalArgumentException e) {
      // Not as its cause: it may quote a header.
      throw new Failed(
          Reason.INVALID, "it cannot be asked: " + Words.plain("" + e.getMessage()), false, null);
    }
  }
}
