package org.hansa.core.api.control;

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

  /**
   * @param arguments as the caller gave them
   * @throws org.hansa.core.api.Problem if they do not fit
   */
  Reply reply(Snapshot snapshot, Resource resource, Map<String, String> arguments);

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

  /** The text of a driver's function for the external object of a resource. */
  record Read(
      Ref endpoint, String facet, String uid, String function, Map<String, String> arguments) {}
}
