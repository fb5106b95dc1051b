package org.hansa.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;

/**
 * A body line by line as it comes: no more of it is in memory than one part and one line, whoever
 * is slow. For one reader.
 */
final class Lines implements HttpResponse.BodySubscriber<Lines>, AutoCloseable {

  /** Nothing came for so long that nothing will. */
  static final class Silent extends IOException {
    private static final long serialVersionUID = 1L;

    Silent(Duration bound) {
      super("nothing came for " + bound.toSeconds() + " s");
    }
  }

  /** What the connection tells: bytes, its end, or why it broke. */
  private record Part(ByteBuffer bytes, boolean ended, Optional<Throwable> broken) {}

  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final CompletableFuture<Lines> begun = new CompletableFuture<>();
  private volatile Optional<Flow.Subscription> subscription = Optional.empty();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private ByteBuffer current = ByteBuffer.allocate(0);
  private boolean ended;

  Lines() {
    begun.complete(this);
  }

  @Override
  public CompletionStage<Lines> getBody() {
    return begun;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = Optional.of(given);
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer buffer : buffers) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.get(copy);
      bytes.writeBytes(copy);
    }
    parts.add(new Part(ByteBuffer.wrap(bytes.toByteArray()), false, Optional.empty()));
  }

  @Override
  public void onError(Throwable thrown) {
    parts.add(new Part(ByteBuffer.allocate(0), true, Optional.of(thrown)));
  }

  @Override
  public void onComplete() {
    parts.add(new Part(ByteBuffer.allocate(0), true, Optional.empty()));
  }

  /**
   * The next line without its end; empty at the end of all.
   *
   * @param bound how long nothing may come
   */
  Optional<String> next(Duration bound) throws IOException, InterruptedException {
    while (true) {
      while (current.hasRemaining()) {
        byte next = current.get();
        if (next == '\n') {
          String text = line.toString(StandardCharsets.UTF_8);
          line.reset();
          return Optional.of(text);
        }
        if (next != '\r') {
          line.write(next);
        }
        if (line.size() > Json.MAX_BYTES) {
          throw new Bounded.TooLong();
        }
      }
      if (ended || !fill(bound)) {
        return Optional.empty();
      }
    }
  }

  private boolean fill(Duration bound) throws IOException, InterruptedException {
    Part part = parts.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
    if (part == null) {
      throw new Silent(bound);
    }
    ended = part.ended();
    if (part.broken().isPresent()) {
      throw new IOException(part.broken().get());
    }
    current = part.bytes();
    if (!ended) {
      subscription.ifPresent(from -> from.request(1));
    }
    return !ended;
  }

  /** All that is left, as far as it comes. */
  byte[] whole(Duration bound) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (Optional<String> next = next(bound); next.isPresent(); next = next(bound)) {
        all.writeBytes(next.get().getBytes(StandardCharsets.UTF_8));
        if (all.size() > Json.MAX_BYTES) {
          return new byte[0];
        }
      }
    } catch (IOException e) {
      return new byte[0];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.writeBytes(line.toByteArray());
    return all.toByteArray();
  }

  @Override
  public void close() {
    subscription.ifPresent(Flow.Subscription::cancel);
  }
}
