package org.hansa.core.api.control;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Progress;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What can be done once with a resource of a kind, as an {@link org.hansa.core.api.Operation}: what
 * takes longer than a caller waits. A service; thread-safe.
 */
@ConsumerType
public interface Action {

  /** The kind of what it is done with. */
  String kind();

  /** Lower case, one word: with the kind it names the action. */
  String verb();

  /** One sentence for help. */
  String about();

  /** A record; the JSON Schema of the arguments is derived from it. */
  Class<? extends Record> arguments();

  /** The rights that whoever asks for it must have. */
  default List<Needs> needs(Ref subject, Doc arguments) {
    return List.of(new Needs("write", subject));
  }

  /** What is in its way now, in a line: then it waits. Asked often; a pure function. */
  default Optional<String> waits(Snapshot snapshot, Resource subject) {
    return Optional.empty();
  }

  /** True if it may be begun anew when the node that was at it has gone. */
  default boolean isRepeatable() {
    return false;
  }

  /**
   * Does it, on a thread of its own, which is interrupted when it is to end before. Told how far it
   * is, often, the runtime writes that down about once a second.
   *
   * @param subject as it stands when it is begun
   * @param arguments that fit the schema
   * @return what came of it: an object of at most half a MiB
   * @throws org.hansa.core.api.Problem if it fails
   */
  Doc perform(Resource subject, Doc arguments, Run run);

  /**
   * @param verb as the gate is asked
   * @param ref whose kind and tenant are looked at, with the site where it is a resource
   */
  record Needs(String verb, Ref ref) {}

  /** Who asked, and where to tell how far it is. Thread-safe. */
  interface Run extends Progress {

    String by();

    /** As in {@link org.hansa.core.api.store.Entry}. */
    String cause();
  }
}
