package org.hansa.core.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user or an owner wants a resource to be: the part of the envelope that is theirs.
 *
 * @param owner the resource that it is to belong to; fixed at creation
 * @param finalizers controllers that must clean up; only controllers name them
 */
public record Draft(
    Ref ref, Map<String, String> labels, Optional<Ref> owner, Set<String> finalizers, Doc spec) {

  public Draft {
    labels = Map.copyOf(labels);
    finalizers = Set.copyOf(finalizers);
  }

  public static Draft of(Ref ref, Doc spec) {
    return new Draft(ref, Map.of(), Optional.empty(), Set.of(), spec);
  }

  /** A resource that belongs to another, with the owner's labels. */
  public static Draft owned(Resource owner, Ref ref, Record spec) {
    return owned(owner, ref, Doc.of(spec));
  }

  /** As {@link #owned(Resource, Ref, Record)}. */
  public static Draft owned(Resource owner, Ref ref, Doc spec) {
    return new Draft(ref, owner.labels(), Optional.of(owner.ref()), Set.of(), spec);
  }

  public Draft withFinalizer(String name) {
    return new Draft(ref, labels, owner, Set.of(name), spec);
  }
}
