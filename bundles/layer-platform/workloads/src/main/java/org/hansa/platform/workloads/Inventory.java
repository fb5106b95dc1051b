package org.hansa.platform.workloads;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;

/** What runs on hosts, from what is known now. */
final class Inventory {

  private record Runs(
      String tenant,
      String instance,
      String application,
      String component,
      String phase,
      Condition.State ready,
      Optional<String> id,
      Optional<Instant> started) {}

  private record On(
      String host,
      Map<String, BigDecimal> reserved,
      Map<String, BigDecimal> free,
      List<Runs> instances) {}

  record Answer(int instances, List<On> hosts) {}

  /** The part of an instance's status that is read here; all of it may be missing. */
  private record Seen(Optional<String> phase, Optional<String> id, Optional<Instant> started) {}

  private Inventory() {}

  static Doc of(Snapshot snapshot, List<Resource> hosts) {
    List<On> all = hosts.stream().map(host -> on(snapshot, host)).toList();
    int count = all.stream().mapToInt(on -> on.instances().size()).sum();
    return Doc.of(new Answer(count, all));
  }

  private static On on(Snapshot snapshot, Resource host) {
    Claims claims = snapshot.claims(host.ref());
    Map<String, BigDecimal> reserved = new TreeMap<>(claims.amounts());
    Map<String, BigDecimal> free = new TreeMap<>();
    host.status()
        .as(Host.Status.class)
        .allocatable()
        .forEach((unit, n) -> free.put(unit, n.subtract(claims.amount(unit))));
    List<Runs> runs =
        snapshot
            .list(Instance.KIND)
            .filter(i -> i.spec().as(Instance.Spec.class).host().equals(host.ref().toString()))
            .map(Inventory::runs)
            .toList();
    return new On(host.ref().name(), reserved, free, runs);
  }

  private static Runs runs(Resource instance) {
    Instance.Spec spec = instance.spec().as(Instance.Spec.class);
    Seen seen = instance.status().as(Seen.class);
    return new Runs(
        instance.ref().tenant(),
        instance.ref().name(),
        spec.application(),
        spec.component(),
        seen.phase().orElse("Waiting"),
        instance.condition(Condition.READY).map(Condition::state).orElse(Condition.State.UNKNOWN),
        seen.id(),
        seen.started());
  }
}
