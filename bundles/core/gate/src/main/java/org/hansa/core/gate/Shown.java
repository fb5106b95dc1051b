package org.hansa.core.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/** What only a reader needs to know of a resource: who is absent, and what deletion waits for. */
final class Shown {

  static final String DELETING = "Deleting";

  private Shown() {}

  static Resource of(
      Resource resource, Snapshot snapshot, Registry registry, Controllers controllers) {
    List<Condition> more = new ArrayList<>();
    if (!registry.isLive(resource.ref().kind())) {
      String owner =
          registry.known(snapshot, resource.ref().kind()).map(Known::owner).orElse("(unknown)");
      more.add(
          Condition.yes(
              Condition.UNATTENDED,
              "Absent",
              "its component " + owner + " is not installed; its state is as last seen",
              registry.since(resource.ref().kind())));
    }
    deleting(resource, snapshot, controllers).ifPresent(more::add);
    return more.isEmpty() ? resource : resource.withConditions(more);
  }

  private static Optional<Condition> deleting(
      Resource resource, Snapshot snapshot, Controllers controllers) {
    return resource.deleting().map(since -> deleting(resource, since, snapshot, controllers));
  }

  private static Condition deleting(
      Resource resource, Instant since, Snapshot snapshot, Controllers controllers) {
    List<Resource> owned = snapshot.owned(resource);
    List<String> waits = new ArrayList<>();
    for (String name : resource.finalizers()) {
      waits.add(
          name
              + (controllers.isInstalled(name)
                  ? " to clean up"
                  : ", which is not installed: install its component again"));
    }
    if (!owned.isEmpty()) {
      waits.add(
          owned.size() == 1
              ? owned.get(0).ref().toString()
              : owned.size() + " owned resources, the first being " + owned.get(0).ref());
    }
    reserved(snapshot.claims(resource.ref())).ifPresent(waits::add);
    return Condition.yes(
        DELETING,
        "Waiting",
        waits.isEmpty() ? "is going" : "waits for " + String.join("; for ", waits),
        since);
  }

  /** Sums, not names: whoever may read a pool may not read whose reservations stand on it. */
  private static Optional<String> reserved(Claims claims) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(claims.amounts())
        .forEach((unit, n) -> parts.add(n.stripTrailingZeros().toPlainString() + " " + unit));
    int keys = claims.keys().size();
    if (keys > 0) {
      parts.add(keys == 1 ? "1 key" : keys + " keys");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("what is reserved of it to be given back: " + String.join(", ", parts));
  }
}
