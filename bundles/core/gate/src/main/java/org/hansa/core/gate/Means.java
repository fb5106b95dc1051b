package org.hansa.core.gate;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;

/** What differs between deciding in earnest and deciding on a fork. */
interface Means {

  /** On a fork: repeatable, and effort is not worth while before it is known what is wanted. */
  Means FORK =
      new Means() {
        @Override
        public String uid(Ref ref) {
          return UUID.nameUUIDFromBytes(ref.toString().getBytes(StandardCharsets.UTF_8)).toString();
        }

        @Override
        public Optional<byte[]> seal(Change.Values change, Resource resource, long revision) {
          return Optional.empty();
        }

        @Override
        public boolean isAdmitted(Change change) {
          return false;
        }
      };

  String uid(Ref ref);

  /**
   * Called before each request of a transaction.
   *
   * @param base where the transaction begins
   */
  default void begin(Request request, Snapshot base) {}

  /**
   * The values as they are kept, unless this only asks what would be.
   *
   * @param revision at which the resource is committed; 0 if it is not yet
   */
  Optional<byte[]> seal(Change.Values change, Resource resource, long revision);

  /** True if what needs no state was checked before: who, and whether it is well formed. */
  boolean isAdmitted(Change change);
}
