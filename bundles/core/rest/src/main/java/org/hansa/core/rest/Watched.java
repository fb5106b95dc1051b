package org.hansa.core.rest;

import java.util.Optional;
import java.util.function.Predicate;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;

/**
 * What one asked to see. Watchers of the same {@link #key} see the same text.
 *
 * @param who the principal's name
 * @param selectors as they were written
 */
record Watched(
    String who,
    Optional<String> kind,
    Optional<String> tenant,
    String selectors,
    Predicate<Resource> selected) {

  /** What makes a view: the predicate is made from the selectors' text. */
  record Key(String who, Optional<String> kind, Optional<String> tenant, String selectors) {}

  Key key() {
    return new Key(who, kind, tenant, selectors);
  }

  /**
   * @param now who watches, with the rights that he has now
   */
  boolean shows(Resource resource, Principal now, Gate gate) {
    Ref ref = resource.ref();
    return kind.map(ref.kind()::equals).orElse(true)
        && tenant.map(ref.tenant()::equals).orElse(true)
        && selected.test(resource)
        && gate.may(now, "read", ref.kind(), ref.tenant());
  }
}
