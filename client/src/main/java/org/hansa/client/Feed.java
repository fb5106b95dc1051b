package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/**
 * Changes as they are committed, one commit after the other. Who is cut goes on where it was, and
 * misses nothing.
 */
final class Feed implements AutoCloseable {

  /**
   * A change.
   *
   * @param revision of its commit
   * @param op what was done, as the installation says it
   * @param resource as it was answered
   */
  record Change(long revision, String op, JsonNode resource) {}

  /** Longer than a quiet watch is without a sign of life. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final int TRIES = 5;

  /** Of one commit. */
  private static final long LARGEST = 32L << 20;

  private final Door door;
  private final String path;
  private final List<Change> commit = new ArrayList<>();
  private Optional<String> last;
  private Lines lines;
  private String op = "";
  private String id = "";
  private int failed;
  private long size;

  /**
   * Is open when this returns: whatever is committed from then on comes.
   *
   * @param from the revision after which it begins; empty for now
   */
  Feed(Door door, String path, Map<String, String> query, Optional<Long> from) {
    this.door = door;
    this.path = Ask.path(path, query);
    this.last = from.map(String::valueOf);
    this.lines = open();
  }

  private Lines open() {
    Ask ask = Ask.get(path);
    return door.lines(last.map(id -> ask.with("Last-Event-ID", id)).orElse(ask));
  }

  /** The changes of the next commit, of which there is at least one. Waits for it. */
  List<Change> next() throws InterruptedException {
    return next(Optional.empty());
  }

  /** Waits as long as something comes in this time. */
  void quiet(Duration burst) throws InterruptedException {
    while (!next(Optional.of(burst)).isEmpty()) {
      // What comes in one burst is one thing to whoever looks on.
    }
  }

  private List<Change> next(Optional<Duration> bound) throws InterruptedException {
    while (true) {
      try {
        Optional<String> line = lines.next(bound.orElse(SILENCE));
        if (line.isEmpty()) {
          again(Optional.empty());
        } else if (take(line.get())) {
          failed = 0;
          List<Change> whole = List.copyOf(commit);
          commit.clear();
          return whole;
        }
      } catch (Lines.Silent silent) {
        if (bound.isPresent()) {
          return List.of();
        }
        again(Optional.of(silent));
      } catch (IOException broken) {
        again(Optional.of(broken));
      }
    }
  }

  /** A watch ends after a while, and a connection breaks: it is taken up where it was. */
  private void again(Optional<IOException> broken) throws InterruptedException {
    lines.close();
    commit.clear();
    size = 0;
    op = "";
    id = "";
    for (Optional<Lines> opened = Optional.empty(); opened.isEmpty(); ) {
      failed++;
      if (failed > TRIES) {
        throw door.broken(broken.orElseGet(() -> new IOException("it ended again and again")));
      }
      TimeUnit.MILLISECONDS.sleep(200L * failed);
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

  /** The last event of each commit has its revision as id. True if a commit is whole. */
  private boolean take(String line) {
    if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("event: ")) {
      op = line.substring(7);
    } else if (line.startsWith("data: ")) {
      size += line.length();
      if (size > LARGEST) {
        throw door.broken(new IOException("a commit is larger than " + LARGEST + " characters"));
      }
      commit.add(new Change(0, op, tree(line.substring(6))));
    } else if (line.isEmpty() && !id.isEmpty()) {
      long revision = revision(id);
      last = Optional.of(id);
      id = "";
      size = 0;
      commit.replaceAll(each -> new Change(revision, each.op(), each.resource()));
      return !commit.isEmpty();
    }
    return false;
  }

  private JsonNode tree(String data) {
    try {
      return Json.read(data);
    } catch (Problem e) {
      throw door.broken(new IOException("an event is no JSON", e));
    }
  }

  private long revision(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw door.broken(new IOException("an event has no revision"));
    }
    return Long.parseLong(text);
  }

  @Override
  public void close() {
    lines.close();
  }
}
