package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Relied;

/** A hold on a resource holds all that belongs to it; one on the installation holds everything. */
final class Holds {

  private static final int DEPTH = 32;

  private Holds() {}

  /** The holds on the installation, in a line. */
  static Optional<String> onAll(Snapshot snapshot) {
    return snapshot
        .get(Installation.SELF)
        .filter(self -> !self.holds().isEmpty())
        .map(self -> self.ref() + ": " + String.join(", ", self.holds()));
  }

  /**
   * The hold that keeps effects of the resource back: its own, of what it belongs to, or of the
   * installation.
   */
  static Optional<String> open(Snapshot snapshot, Resource resource) {
    return ownOrOwners(snapshot, resource).or(() -> onAll(snapshot));
  }

  private static Optional<String> ownOrOwners(Snapshot snapshot, Resource resource) {
    Optional<Resource> at = Optional.of(resource);
    for (int level = 0; at.isPresent() && level < DEPTH; level++) {
      if (!at.get().holds().isEmpty()) {
        return Optional.of(at.get().ref() + ": " + String.join(", ", at.get().holds()));
      }
      at = at.get().owner().flatMap(o -> snapshot.get(o.ref()));
    }
    return Optional.empty();
  }

  /** That it still is so when an effect's intent commits: a hold may have been set meanwhile. */
  static List<Relied> none(Snapshot snapshot, Resource resource) {
    List<Relied> all = new ArrayList<>();
    Optional<Resource> at = Optional.of(resource);
    for (int level = 0; at.isPresent() && level < DEPTH; level++) {
      all.add(Relied.notHeld(at.get().ref()));
      at = at.get().owner().flatMap(o -> snapshot.get(o.ref()));
    }
    snapshot.get(Installation.SELF).ifPresent(self -> all.add(Relied.notHeld(self.ref())));
    return all;
  }
}
