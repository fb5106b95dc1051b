package org.hansa.core.driver.http;

import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException.Reason;

/** The platform's client, held to deadlines, bounds and an end. Thread-safe. */
final class Transport implements AutoCloseable {

  private final HttpSettings settings;
  private final Threads threads;
  private final Optional<Tunnel> tunnel;
  private final HttpClient client;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Object, Future<?>> underWay = new ConcurrentHashMap<>();

  Transport(HttpSettings settings, Origin origin) {
    this.settings = settings;
    this.threads = new Threads("http-" + origin.host(), settings.limits.threads());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(settings.http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.limits.connect())
            .executor(threads);
    if (origin.isSecure()) {
      builder.sslContext(Handshakes.context(settings.trust, settings.certificate));
    }
    if (settings.cookies) {
      builder.cookieHandler(new CookieManager());
    }
    this.tunnel =
        origin.isSecure()
            ? settings.proxy.filter(p -> p.user().isPresent()).map(p -> new Tunnel(p, settings))
            : Optional.empty();
    this.client = builder.proxy(proxies()).build();
  }

  private ProxySelector proxies() {
    return tunnel
        .map(t -> ProxySelector.of(t.door()))
        .or(
            () ->
                settings.proxy.map(
                    p ->
                        ProxySelector.of(
                            InetSocketAddress.createUnresolved(
                                p.address().getHost(), p.address().getPort()))))
        .orElse(HttpClient.Builder.NO_PROXY);
  }

  /** What the next proxy wants to see. */
  Optional<String> proxyAuthorization() {
    return tunnel.map(Tunnel::pass).or(() -> settings.proxy.flatMap(HttpProxy::basic));
  }

  /**
   * One exchange, all of its body included.
   *
   * @param upload what the request streams
   */
  Raw exchange(HttpRequest request, Optional<Upload> upload, Deadline deadline) throws Failed {
    Duration left = deadline.left();
    if (left.isZero()) {
      throw new Failed(Reason.UNAVAILABLE, "its deadline passed before it was asked", false, null);
    }
    AtomicReference<Collected> body = new AtomicReference<>();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> collected(request, head, body));
    Object exchange = new Object();
    underWay.put(exchange, answer);
    try {
      checkOpen();
      HttpResponse<byte[]> whole = answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
      return new Raw(
          request.uri(), whole.statusCode(), whole.headers(), body(whole), isMeasured(whole));
    } catch (TimeoutException e) {
      throw new Failed(Reason.UNAVAILABLE, late(left, body.get()), false, e);
    } catch (ExecutionException e) {
      throw broken(e.getCause(), upload, body.get());
    } catch (CancellationException e) {
      throw over();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed(Reason.UNAVAILABLE, "it was interrupted", false, e);
    } finally {
      underWay.remove(exchange);
      end(answer, body.get(), upload);
    }
  }

  private Collected collected(
      HttpRequest request, HttpResponse.ResponseInfo head, AtomicReference<Collected> body) {
    // The length in an answer to HEAD is of a body that does not come.
    long announced =
        request.method().equals("HEAD")
            ? -1
            : head.headers().firstValueAsLong("Content-Length").orElse(-1);
    Collected collected = new Collected(settings.limits.body(), announced);
    body.set(collected);
    return collected;
  }

  /** What a proxy says instead of connecting comes without one. */
  private static byte[] body(HttpResponse<byte[]> answer) {
    return Optional.ofNullable(answer.body()).orElseGet(() -> new byte[0]);
  }

  private static boolean isMeasured(HttpResponse<byte[]> answer) {
    Map<String, ?> headers = answer.headers().map();
    return answer.version() == HttpClient.Version.HTTP_2
        || headers.containsKey("content-length")
        || headers.containsKey("transfer-encoding");
  }

  private static String late(Duration left, Collected body) {
    String after = String.format(Locale.ROOT, " within %.1f s", left.toMillis() / 1000.0);
    return body == null
        ? "no answer" + after
        : "the answer was not whole" + after + ", " + body.received() + " bytes of it came";
  }

  private Failed broken(Throwable cause, Optional<Upload> upload, Collected body) {
    Optional<String> ours = upload.flatMap(Upload::trouble);
    if (ours.isPresent()) {
      return new Failed(Reason.INTERNAL, ours.get(), false, cause);
    }
    if (closed.getCount() == 0) {
      return over();
    }
    Failed failed = Troubles.of(cause);
    return body == null || !failed.isPassing()
        ? failed
        : new Failed(
            Reason.UNAVAILABLE,
            "the answer broke off after " + body.received() + " bytes of its body",
            true,
            cause);
  }

  private static void end(CompletableFuture<?> answer, Collected body, Optional<Upload> upload) {
    if (!answer.isDone()) {
      answer.cancel(true);
      if (body != null) {
        body.stop();
      }
    }
    upload.ifPresent(Upload::stop);
  }

  private void checkOpen() throws Failed {
    if (closed.getCount() == 0) {
      throw over();
    }
  }

  private static Failed over() {
    return new Failed(Reason.UNAVAILABLE, "its session was closed", false, null);
  }

  /** Returns when the time is over, or throws before. */
  void pause(Duration wait) throws Failed {
    try {
      if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw over();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed(Reason.UNAVAILABLE, "it was interrupted", false, e);
    }
  }

  /** What is under way fails, and no thread is left. */
  @Override
  public void close() {
    closed.countDown();
    underWay.values().forEach(answer -> answer.cancel(true));
    threads.end(client);
    tunnel.ifPresent(Tunnel::close);
  }
}
