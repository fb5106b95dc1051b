package org.hansa.core.api.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An answer about a resource through the gate, for instance {@code logs} or {@code deployed}:
 * {@code GET /api/v1/<plural>/<tenant>/<name>/<function>}. Pure, like a controller: where a driver
 * must be asked, it says which.
 */
@ConsumerType
public interface Function {

  /** The kind it answers about. */
  String kind();

  /** Lower case, one word. */
  String name();

  /** One sentence for help. */
  String about();

  /** All that it may be asked with: whatever else is given is refused before it is called. */
  default List<Argument> arguments() {
    return List.of();
  }

  /** The record that its answer is written from; empty if that is of no one shape. */
  default Optional<Class<? extends Record>> answer() {
    return Optional.empty();
  }

  /**
   * True if its answers are {@link Text} that goes on: it has an argument {@code after}, which is
   * what the answer before said is next, or empty at first.
   */
  default boolean follows() {
    return false;
  }

  /**
   * @param arguments those given, which fit, and for others what is so if they are not
   * @throws org.hansa.core.api.Problem if they do not fit together, or to the resource
   */
  Reply reply(Snapshot snapshot, Resource resource, Map<String, String> arguments);

  /**
   * As {@link #reply(Snapshot, Resource, Map)}, of one whose answer is also of what was.
   *
   * @param records as far as whoever asks may read them
   */
  default Reply reply(
      Snapshot snapshot, Records records, Resource resource, Map<String, String> arguments) {
    return reply(snapshot, resource, arguments);
  }

  /**
   * A value; or a text to be read from a driver.
   *
   * @param value the answer, unless {@code read} is present
   */
  record Reply(Doc value, Optional<Read> read) {
    public static Reply of(Doc value) {
      return new Reply(value, Optional.empty());
    }

    public static Reply from(Read read) {
      return new Reply(Doc.EMPTY, Optional.of(read));
    }
  }

  /**
   * What a {@link Read} is answered with.
   *
   * @param text the last lines, if none are asked for after a place
   * @param lines those after it, else
   * @param next the place behind these
   * @param gap true if before these some may be missing, or some of them have come before
   */
  record Text(
      Optional<String> text,
      Optional<List<String>> lines,
      Optional<String> next,
      Optional<Boolean> gap) {}

  /** The text of a driver's function for the external object of a resource. */
  record Read(
      Ref endpoint, String facet, String uid, String function, Map<String, String> arguments) {}
}
