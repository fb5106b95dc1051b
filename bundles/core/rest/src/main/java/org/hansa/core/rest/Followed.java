package org.hansa.core.rest;

import java.util.Optional;
import org.hansa.core.api.Ref;

/**
 * What one follows.
 *
 * @param who the principal's name
 * @param uid of the resource: another of the same name is not followed
 */
record Followed(String who, Ref ref, String uid, String function) {

  /** As what its connection serves. */
  Watched watched() {
    return new Watched(
        who, Optional.of(ref.kind()), Optional.of(ref.tenant()), "", resource -> true);
  }
}
