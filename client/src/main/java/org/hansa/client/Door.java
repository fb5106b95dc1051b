package org.hansa.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/**
 * Asks one installation, and nobody else: an answer that points elsewhere is a refusal. Every
 * answer is bounded in size and time. Thread-safe.
 */
final class Door {

  private static final String API = "/api/v1";
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Access access;
  private final Terminal terminal;
  private final HttpClient client;
  private final Refusals refusals;

  Door(Access access, Terminal terminal) {
    this.access = access;
    this.terminal = terminal;
    this.refusals = new Refusals(access);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    access.authority().map(Trust::context).ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  Address address() {
    return access.address();
  }

  /**
   * @throws Problem as the installation says, or UNAVAILABLE if there is no answer
   */
  Answer send(Ask ask) {
    return result(begin(ask), ask.bound());
  }

  /** Asks while others are asked. */
  CompletableFuture<HttpResponse<byte[]>> begin(Ask ask) {
    return client.sendAsync(request(ask), head -> new Bounded(Json.MAX_BYTES));
  }

  Answer result(CompletableFuture<HttpResponse<byte[]>> begun, Duration bound) {
    HttpResponse<byte[]> answer = await(begun, bound);
    if (answer.statusCode() >= 300) {
      throw refusals.of(
          answer.statusCode(), answer.headers().firstValue("Location"), answer.body());
    }
    return new Answer(
        access.address(),
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(""),
        answer.body());
  }

  /**
   * A stream of lines, opened.
   *
   * @throws Problem as {@link #send}
   */
  Lines lines(Ask ask) {
    CompletableFuture<HttpResponse<Lines>> begun =
        client.sendAsync(request(ask.with("Accept", "text/event-stream")), head -> new Lines());
    HttpResponse<Lines> answer = await(begun, ask.bound());
    if (answer.statusCode() >= 300) {
      throw refusals.of(
          answer.statusCode(),
          answer.headers().firstValue("Location"),
          answer.body().whole(ask.bound()));
    }
    return answer.body();
  }

  Problem broken(Throwable thrown) {
    return refusals.of(thrown);
  }

  private HttpRequest request(Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(access.address().at(API + ask.path()))
            .header("Authorization", access.authorization())
            .header("User-Agent", "hansa")
            .method(ask.method(), ask.body().orElse(BodyPublishers.noBody()));
    ask.headers().forEach(request::header);
    return request.build();
  }

  /** Says how long it takes, if it takes long. */
  private <T> T await(CompletableFuture<T> begun, Duration bound) {
    long start = System.nanoTime();
    boolean said = false;
    try {
      while (true) {
        long left = bound.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
          begun.cancel(true);
          throw refusals.late(bound);
        }
        try {
          return begun.get(Math.min(left, 1_000_000_000L), TimeUnit.NANOSECONDS);
        } catch (TimeoutException again) {
          long seconds = (System.nanoTime() - start) / 1_000_000_000L;
          if (seconds >= 3) {
            terminal.waiting(seconds);
            said = true;
          }
        }
      }
    } catch (ExecutionException e) {
      throw refusals.of(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Reason.UNAVAILABLE, "it was broken off", "Look what stands.");
    } finally {
      if (said) {
        terminal.waited();
      }
    }
  }

  /** Empty if it is not there. */
  Optional<Answer> find(Ask ask) {
    try {
      return Optional.of(send(ask));
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
