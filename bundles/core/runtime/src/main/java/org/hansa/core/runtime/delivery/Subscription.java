package org.hansa.core.runtime.delivery;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/**
 * Which of a controller's resources a change wakes, by the kind of what changed. Whatever the
 * mapping, only resources of the controller's kind that exist are woken.
 *
 * @param controller its name
 * @param kinds wake the changed resource itself
 * @param owners wake its nearest ancestor of the controller's kind
 * @param all wake every resource of the controller's kind
 * @param waiting wake those of the controller's kind that are not Ready, or are deleting
 * @param labels wake those of the controller's kind, in the same tenant, that carry the same label
 *     {@code application}
 * @param tenant wake every resource of the controller's kind in the same tenant
 */
public record Subscription(
    String controller,
    Set<String> kinds,
    Set<String> owners,
    Set<String> all,
    Set<String> waiting,
    Set<String> labels,
    Set<String> tenant) {

  /** Ownership is a tree a few levels deep; a cycle in a damaged store must not hang the walk. */
  private static final int MOST_ANCESTORS = 32;

  public Subscription {
    kinds = Set.copyOf(kinds);
    owners = Set.copyOf(owners);
    all = Set.copyOf(all);
    waiting = Set.copyOf(waiting);
    labels = Set.copyOf(labels);
    tenant = Set.copyOf(tenant);
  }

  /** As before it could be told of what changes in a tenant. */
  public Subscription(
      String controller,
      Set<String> kinds,
      Set<String> owners,
      Set<String> all,
      Set<String> waiting,
      Set<String> labels) {
    this(controller, kinds, owners, all, waiting, labels, Set.of());
  }

  /**
   * The keys that one change wakes.
   *
   * @param s the state after the change
   * @param changed as it stands, or as it last stood if it was deleted
   * @param controllerKind the kind that the controller steps
   */
  public Stream<Ref> keys(Snapshot s, Resource changed, String controllerKind) {
    return keys(s, List.of(changed), controllerKind).stream();
  }

  /** The keys that several changes wake, each once: a list of the kind is read once for all. */
  Set<Ref> keys(Snapshot s, Collection<Resource> changed, String controllerKind) {
    Set<Ref> keys = new LinkedHashSet<>();
    boolean wakesAll = false;
    boolean wakesWaiting = false;
    Set<List<String>> applications = new LinkedHashSet<>();
    Set<String> tenants = new LinkedHashSet<>();
    for (Resource resource : changed) {
      String kind = resource.ref().kind();
      if (kinds.contains(kind) && kind.equals(controllerKind)) {
        keys.add(resource.ref());
      }
      if (owners.contains(kind)) {
        ancestor(s, resource, controllerKind).ifPresent(keys::add);
      }
      Optional.ofNullable(resource.labels().get(Resource.APPLICATION))
          .filter(a -> labels.contains(kind))
          .ifPresent(a -> applications.add(List.of(resource.ref().tenant(), a)));
      if (tenant.contains(kind)) {
        tenants.add(resource.ref().tenant());
      }
      wakesAll |= all.contains(kind);
      wakesWaiting |= waiting.contains(kind);
    }
    keys.removeIf(key -> s.get(key).isEmpty());
    if (wakesAll) {
      s.list(controllerKind).map(Resource::ref).forEach(keys::add);
    } else if (wakesWaiting) {
      s.list(controllerKind).filter(Subscription::waits).map(Resource::ref).forEach(keys::add);
    }
    for (List<String> tenantAndName : applications) {
      s.labelled(controllerKind, tenantAndName.get(0), tenantAndName.get(1))
          .forEach(r -> keys.add(r.ref()));
    }
    for (String name : tenants) {
      s.list(controllerKind, name).map(Resource::ref).forEach(keys::add);
    }
    return keys;
  }

  private static boolean waits(Resource resource) {
    return resource.isDeleting() || !resource.is(Condition.READY);
  }

  /** A new resource of the owner's name is not the owner: hence the uid. */
  private static Optional<Ref> ancestor(Snapshot s, Resource of, String kind) {
    Optional<Resource.Owner> owner = of.owner();
    for (int level = 0; owner.isPresent() && level < MOST_ANCESTORS; level++) {
      Resource.Owner at = owner.get();
      Optional<Resource> found = s.get(at.ref()).filter(r -> r.uid().equals(at.uid()));
      if (found.isPresent() && at.ref().kind().equals(kind)) {
        return Optional.of(at.ref());
      }
      owner = found.flatMap(Resource::owner);
    }
    return Optional.empty();
  }
}
