package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/**
 * A log as it is written, event by event. Whoever is cut goes on behind the last event that was
 * whole, so that no line is lost and none comes twice.
 */
final class LogFeed implements AutoCloseable {

  /**
   * @param type {@code lines}, {@code unavailable}, {@code available} or {@code end}
   */
  record Event(String type, JsonNode data) {}

  /** Longer than a quiet log is without a sign of life. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final int TRIES = 10;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** Of one event. */
  private static final int LARGEST = 32 << 20;

  private final Door door;
  private final String path;
  private Optional<String> last = Optional.empty();
  private Lines lines;
  private String id = "";
  private String type = "";
  private String data = "";
  private int failed;

  /**
   * Is open when this returns.
   *
   * @param path of what is followed
   * @param most how many of the last lines come first
   */
  LogFeed(Door door, String path, int most) {
    this.door = door;
    this.path = Ask.path(path, Map.of("follow", "true", "lines", Integer.toString(most)));
    this.lines = open();
  }

  private Lines open() {
    Ask ask = Ask.get(path);
    return door.lines(last.map(at -> ask.with("Last-Event-ID", at)).orElse(ask));
  }

  /** The next event. Waits for it. */
  Event next() throws InterruptedException {
    while (true) {
      try {
        Optional<String> line = lines.next(SILENCE);
        if (line.isEmpty()) {
          again(Optional.empty());
        } else if (take(line.get())) {
          Event event = new Event(type, Json.read(data));
          last = id.isEmpty() ? last : Optional.of(id);
          clear();
          return event;
        }
      } catch (IOException broken) {
        again(Optional.of(broken));
      } catch (Problem noJson) {
        throw door.broken(new IOException("an event is no JSON", noJson));
      }
    }
  }

  private void clear() {
    id = "";
    type = "";
    data = "";
  }

  /** True if an event is whole. */
  private boolean take(String line) {
    failed = 0;
    if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("event: ")) {
      type = line.substring(7);
    } else if (line.startsWith("data: ")) {
      data = line.substring(6);
      if (data.length() > LARGEST) {
        throw door.broken(new IOException("an event is larger than " + LARGEST + " characters"));
      }
    }
    return line.isEmpty() && !data.isEmpty();
  }

  /** A stream ends after a while, and a connection breaks: it is taken up where it was. */
  private void again(Optional<IOException> broken) throws InterruptedException {
    lines.close();
    clear();
    for (Optional<Lines> opened = Optional.empty(); opened.isEmpty(); ) {
      failed++;
      if (failed > TRIES) {
        throw door.broken(broken.orElseGet(() -> new IOException("it ended again and again")));
      }
      TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, 100L << failed));
      opened = reopened();
      opened.ifPresent(next -> lines = next);
    }
  }

  /** Empty if nobody is there just now, who may be soon. */
  private Optional<Lines> reopened() {
    try {
      return Optional.of(open());
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.UNAVAILABLE && failed < TRIES) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
