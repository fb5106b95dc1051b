package org.hansa.orchestration.repository;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Function;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Workload;

/**
 * What of an application is deployed: each component in its version and configuration, where each
 * replica runs, why there, since when, and what it takes and costs.
 */
@org.osgi.service.component.annotations.Component(service = Function.class)
public final class Deployed implements Function {

  /**
   * @param since when it was started
   * @param state the phase, or Placed while there is no instance yet
   * @param artifacts digests by path, of this very replica: while a change rolls through, replicas
   *     differ
   * @param configuration digest of all that this replica was told to be
   */
  private record Replica(
      String component,
      String instance,
      String site,
      String host,
      String state,
      Optional<String> id,
      Optional<Instant> since,
      int restarts,
      String why,
      Map<String, String> artifacts,
      Optional<String> configuration) {}

  /**
   * @param artifacts digests by path, as described: the version that is wanted
   * @param configuration digest of the whole description
   * @param reserved amounts by unit over all replicas
   * @param cost money by the hour, by currency; what is not priced is not in it
   */
  private record Part(
      String component,
      String configuration,
      Map<String, String> artifacts,
      int wanted,
      int ready,
      Map<String, BigDecimal> reserved,
      Map<String, BigDecimal> cost,
      Optional<BigDecimal> gramsPerHour) {}

  private record Answer(
      String application,
      long generation,
      Optional<Condition> ready,
      Map<String, String> addresses,
      List<Replica> replicas,
      List<Part> components) {}

  @Override
  public String kind() {
    return Application.KIND;
  }

  @Override
  public String name() {
    return "deployed";
  }

  @Override
  public String about() {
    return "What runs where, in which version, why there, since when, at what cost.";
  }

  @Override
  public Optional<Class<? extends Record>> answer() {
    return Optional.of(Answer.class);
  }

  @Override
  public Reply reply(Snapshot snapshot, Resource application, Map<String, String> arguments) {
    List<Replica> replicas = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Resource owned : snapshot.owned(application)) {
      if (owned.ref().kind().equals(Workload.KIND)) {
        replicas.addAll(replicas(snapshot, owned));
        parts.add(part(snapshot, owned));
      }
    }
    return Reply.of(
        Doc.of(
            new Answer(
                application.ref().name(),
                application.generation(),
                application.condition(Condition.READY),
                new TreeMap<>(application.status().as(Application.Status.class).addresses()),
                replicas,
                parts)));
  }

  private static List<Replica> replicas(Snapshot snapshot, Resource workload) {
    String component = workload.spec().as(Workload.Spec.class).component().name();
    String tenant = workload.ref().tenant();
    return workload.status().as(Workload.Status.class).slots().stream()
        .map(s -> replica(component, s, snapshot.get(new Ref(Instance.KIND, tenant, s.name()))))
        .toList();
  }

  private static Part part(Snapshot snapshot, Resource workload) {
    Workload.Spec spec = workload.spec().as(Workload.Spec.class);
    Workload.Status status = workload.status().as(Workload.Status.class);
    Component component = spec.component();
    Map<String, String> artifacts = new TreeMap<>();
    component.artifacts().forEach(a -> artifacts.put(a.path(), a.digest()));
    Bill bill = new Bill();
    for (Workload.Slot slot : status.slots()) {
      snapshot
          .get(new Ref(Reservation.KIND, workload.ref().tenant(), slot.name()))
          .map(r -> r.spec().as(Reservation.Spec.class))
          .ifPresent(bill::add);
    }
    return new Part(
        component.name(),
        Doc.of(component).digest(),
        artifacts,
        component.replicas().orElse(1),
        status.ready().orElse(0),
        bill.reserved,
        bill.cost,
        bill.grams);
  }

  private static Replica replica(
      String component, Workload.Slot slot, Optional<Resource> instance) {
    Optional<Instance.Status> status =
        instance.filter(i -> !i.status().isEmpty()).map(i -> i.status().as(Instance.Status.class));
    return new Replica(
        component,
        slot.name(),
        slot.site(),
        Ref.parse(slot.host()).name(),
        status.map(Instance.Status::phase).orElse("Placed"),
        status.flatMap(Instance.Status::id),
        status.flatMap(Instance.Status::started),
        status.map(Instance.Status::restarts).orElse(0),
        slot.why(),
        artifacts(instance),
        instance.map(i -> Doc.of(i.spec().as(Instance.Spec.class).workload()).digest()));
  }

  private static Map<String, String> artifacts(Optional<Resource> instance) {
    Map<String, String> artifacts = new TreeMap<>();
    instance.ifPresent(
        i ->
            i.spec().as(Instance.Spec.class).workload().artifacts().stream()
                .forEach(a -> artifacts.put(a.path(), a.digest())));
    return artifacts;
  }

  /** Sums of reservations. */
  private static final class Bill {

    private final Map<String, BigDecimal> reserved = new TreeMap<>();
    private final Map<String, BigDecimal> cost = new TreeMap<>();
    private Optional<BigDecimal> grams = Optional.empty();

    void add(Reservation.Spec spec) {
      spec.amounts().forEach((unit, n) -> reserved.merge(unit, n, BigDecimal::add));
      spec.cost()
          .ifPresent(
              c -> {
                c.currency()
                    .ifPresent(
                        currency ->
                            c.perHour().ifPresent(n -> cost.merge(currency, n, BigDecimal::add)));
                c.gramsPerHour()
                    .ifPresent(n -> grams = Optional.of(grams.orElse(BigDecimal.ZERO).add(n)));
              });
    }
  }
}
