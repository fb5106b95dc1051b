package org.hansa.core.api.store;

import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/**
 * What a transaction writes of one resource of the catalogue.
 *
 * @param former the revision that must stand when it commits, 0 if there must be none: else the
 *     transaction is refused with PRECONDITION
 * @param next as it is to stand, the store sets the revision; empty if it is to be gone
 */
public record Filing(Ref ref, long former, Optional<Resource> next) {

  public static Filing put(Resource next, long former) {
    return new Filing(next.ref(), former, Optional.of(next));
  }

  public static Filing remove(Ref ref, long former) {
    return new Filing(ref, former, Optional.empty());
  }
}
