package org.hansa.core.runtime.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/** Resources for tests. */
final class Things {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Things() {}

  static Resource thing(String ref) {
    return thing(ref, "uid of " + ref);
  }

  static Resource thing(String ref, String uid) {
    return make(ref, uid, Optional.empty());
  }

  static Resource owned(String ref, Resource owner) {
    return make(ref, "uid of " + ref, Optional.of(owner.asOwner()));
  }

  static Resource labelled(Resource resource, String application) {
    return resource.withLabels(Map.of(Resource.APPLICATION, application));
  }

  static Resource ready(Resource resource) {
    return resource.withConditions(
        List.of(Condition.yes(Condition.READY, "Well", "All is well.", NOW)));
  }

  static Resource deleting(Resource resource) {
    return resource.withDeleting(NOW);
  }

  static Doc doc(int n) {
    return Doc.of(new Value(n));
  }

  record Value(int n) {}

  private static Resource make(String ref, String uid, Optional<Resource.Owner> owner) {
    return Resource.fresh(Draft.of(Ref.parse(ref), Doc.EMPTY), uid, NOW, owner);
  }
}
