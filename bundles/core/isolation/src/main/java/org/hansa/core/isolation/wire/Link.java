package org.hansa.core.isolation.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Calls in both directions, many at once, over one pair of streams. Thread-safe. */
public final class Link {

  /** More calls under way than any pool of the runtime makes. */
  private static final int MOST = 512;

  /** What the other side calls. Each returns at once and answers from a thread of its own. */
  public interface Served {

    /** To be answered by {@link Link#answer} or {@link Link#fail}, once. */
    void called(Link link, long id, String verb, JsonNode body);

    void cancelled(long id);

    void told(String verb, JsonNode body);
  }

  /** Takes the bytes of a frame, whole, in the order given. */
  public interface Outlet {
    void write(byte[] frame) throws IOException;
  }

  /**
   * A call under way.
   *
   * @param answer fails by {@link DriverException} alone
   */
  public record Pending(long id, CompletableFuture<JsonNode> answer) {}

  private final DataInputStream in;
  private final Outlet out;
  private final Served served;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private volatile Optional<DriverException> ended = Optional.empty();

  public Link(InputStream in, Outlet out, Served served) {
    this.in = new DataInputStream(in);
    this.out = out;
    this.served = served;
  }

  /**
   * Reads until the other side ends.
   *
   * @throws IOException if it breaks off or says what is no frame
   */
  public void run() throws IOException {
    Optional<Frame> frame = Frames.read(in);
    while (frame.isPresent()) {
      take(frame.get());
      frame = Frames.read(in);
    }
  }

  private void take(Frame frame) {
    switch (frame.kind()) {
      case CALL -> served.called(this, frame.id(), frame.verb(), frame.body());
      case CANCEL -> served.cancelled(frame.id());
      case TELL -> served.told(frame.verb(), frame.body());
      case ANSWER -> done(frame.id()).ifPresent(f -> f.complete(frame.body()));
      case FAILURE -> {
        DriverException failure = Mapping.read(frame.body(), Failure.class).thrown();
        done(frame.id()).ifPresent(f -> f.completeExceptionally(failure));
      }
    }
  }

  private Optional<CompletableFuture<JsonNode>> done(long id) {
    return Optional.ofNullable(pending.remove(id));
  }

  /**
   * Calls the other side.
   *
   * @throws DriverException INVALID if the arguments are too long; EXHAUSTED if too many calls are
   *     under way
   */
  public Pending call(String verb, Object body) {
    long id = ids.incrementAndGet();
    byte[] frame;
    try {
      frame = Frames.encode(Frame.Kind.CALL, id, verb, body, Optional.empty());
    } catch (IOException e) {
      throw new DriverException(Reason.INVALID, "what is asked cannot be sent: " + text(e), e);
    }
    if (pending.size() >= MOST) {
      throw new DriverException(Reason.EXHAUSTED, MOST + " calls are under way");
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    try {
      out.write(frame);
    } catch (IOException e) {
      // That it has ended is told by whoever reads from it, with the reason.
      answer.completeExceptionally(unreachable(e));
      pending.remove(id);
    }
    ended.ifPresent(why -> done(id).ifPresent(f -> f.completeExceptionally(why)));
    return new Pending(id, answer);
  }

  private static DriverException unreachable(IOException e) {
    return new DriverException(Reason.UNAVAILABLE, "the driver's process takes no calls", e);
  }

  /**
   * @param type of the value; empty: as it is
   */
  public void answer(long id, Object value, Optional<JavaType> type) throws IOException {
    byte[] frame;
    try {
      frame = Frames.encode(Frame.Kind.ANSWER, id, "", value, type);
    } catch (IOException e) {
      fail(id, new Failure(Reason.INTERNAL, "the answer cannot be sent: " + text(e)));
      return;
    }
    out.write(frame);
  }

  public void fail(long id, Failure failure) throws IOException {
    // A message that is itself too long is cut, so that there is always an answer.
    String message = failure.message();
    Failure cut =
        new Failure(failure.reason(), message.substring(0, Math.min(10_000, message.length())));
    out.write(Frames.encode(Frame.Kind.FAILURE, id, "", cut, Optional.empty()));
  }

  public void cancel(long id) {
    try {
      out.write(Frames.encode(Frame.Kind.CANCEL, id, "", null, Optional.empty()));
    } catch (IOException e) {
      // One that takes nothing has ended or is going to be.
      done(id).ifPresent(f -> f.completeExceptionally(unreachable(e)));
    }
  }

  public void tell(String verb, Object body) throws IOException {
    out.write(Frames.encode(Frame.Kind.TELL, 0, verb, body, Optional.empty()));
  }

  /** The other side is gone: fails every call under way, and every later one. */
  public void end(DriverException why) {
    ended = Optional.of(why);
    pending.keySet().forEach(id -> done(id).ifPresent(f -> f.completeExceptionally(why)));
  }

  private static String text(IOException e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }
}
