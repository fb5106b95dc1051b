package org.hansa.platform.wdm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Workload;
import org.osgi.service.component.annotations.Component;

/**
 * The Workload Deployment Manager: for every slot of a workload an Instance, made by the component
 * as it is described now; changed ones one after the other, so that the rest goes on answering.
 */
@Component(service = Controller.class)
public final class Wdm implements Controller {

  /** The part of a workload's status that is written here; the slots are the placement's. */
  private record Ready(int ready, long generation) {}

  /**
   * What a slot wants, and the instance that stands there.
   *
   * @param fits true if the place was given for what is described now
   * @param outdated true if the instance is not as wanted
   * @param ended true if the instance was to run once, as it is, and has ended well
   * @param ready true if the instance is ready, as it is, or has ended well
   */
  private record Replica(
      Draft wanted,
      boolean fits,
      Optional<Resource> instance,
      boolean outdated,
      boolean ended,
      boolean ready) {

    static Replica of(Draft wanted, boolean fits, Optional<Resource> instance) {
      boolean outdated = instance.filter(i -> !i.spec().equals(wanted.spec())).isPresent();
      boolean ended = instance.filter(Running::hasEnded).isPresent();
      boolean ready = ended || instance.filter(Running::isReady).isPresent();
      return new Replica(wanted, fits, instance, outdated, ended, ready);
    }

    /** Until a place is found for what it is to be, it goes on as it was. */
    boolean changeable() {
      return fits && outdated();
    }

    /** Labels alone restart nothing. */
    boolean mislabelled() {
      return !outdated() && instance.filter(i -> !i.labels().equals(wanted.labels())).isPresent();
    }
  }

  @Override
  public String name() {
    return "wdm";
  }

  @Override
  public String kind() {
    return Workload.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Instance.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource workload) {
    if (workload.isDeleting()) {
      return Step.done();
    }
    Step.Builder step = Step.builder();
    Workload.Spec spec = workload.spec().as(Workload.Spec.class);
    Links links = Links.of(snapshot, workload.ref().tenant(), spec);
    List<Replica> replicas = new ArrayList<>();
    for (Workload.Slot slot : workload.status().as(Workload.Status.class).slots()) {
      replica(snapshot, workload, spec, slot, links).ifPresent(replicas::add);
    }
    if (links.missing().isEmpty()) {
      replicas.stream()
          .filter(r -> r.fits() && (r.instance().isEmpty() || r.mislabelled()))
          .forEach(r -> step.change(Change.Put.of(r.wanted())));
      roll(step, replicas);
    }
    conclude(step, snapshot, workload, spec, links, replicas);
    return step.build();
  }

  /** Empty while the place is not reserved, or a former instance of the name still ends. */
  private static Optional<Replica> replica(
      Snapshot snapshot, Resource workload, Workload.Spec spec, Workload.Slot slot, Links links) {
    String tenant = workload.ref().tenant();
    Optional<Resource> reservation =
        snapshot
            .get(new Ref(Reservation.KIND, tenant, slot.name()))
            .filter(r -> !r.isDeleting())
            .filter(r -> r.spec().as(Reservation.Spec.class).pool().equals(slot.host()));
    Optional<Resource> host = snapshot.get(Ref.parse(slot.host()));
    Ref ref = new Ref(Instance.KIND, tenant, slot.name());
    Optional<Resource> instance = snapshot.get(ref);
    if (reservation.isEmpty()
        || host.isEmpty()
        || instance.filter(Resource::isDeleting).isPresent()) {
      return Optional.empty();
    }
    Doc wanted =
        Doc.of(
            Building.instance(
                spec,
                slot,
                host.get(),
                links,
                Building.named(snapshot, host.get()).or(() -> former(instance, slot))),
            instance.map(Resource::spec).orElse(Doc.EMPTY));
    boolean fits =
        Building.fits(spec.component(), slot, reservation.get().spec().as(Reservation.Spec.class));
    return Optional.of(Replica.of(Draft.owned(reservation.get(), ref, wanted), fits, instance));
  }

  /** What was said before, of an instance at the same host whose site is no longer there. */
  private static Optional<String> former(Optional<Resource> instance, Workload.Slot slot) {
    return instance
        .map(i -> i.spec().as(Instance.Spec.class))
        .filter(spec -> spec.host().equals(slot.host()) && spec.site().equals(slot.site()))
        .flatMap(spec -> spec.workload().host());
  }

  /**
   * What does not answer anyway is changed at once; of what does, one is changed when all that were
   * changed before are ready.
   */
  private static void roll(Step.Builder step, List<Replica> replicas) {
    List<Replica> outdated = replicas.stream().filter(Replica::changeable).toList();
    List<Replica> broken = outdated.stream().filter(r -> !r.ready()).toList();
    broken.forEach(r -> step.change(Change.Put.of(r.wanted())));
    boolean settled =
        broken.isEmpty() && replicas.stream().allMatch(r -> r.outdated() || r.ready());
    if (settled) {
      outdated.stream().findFirst().ifPresent(r -> step.change(Change.Put.of(r.wanted())));
    }
  }

  private static void conclude(
      Step.Builder step,
      Snapshot snapshot,
      Resource workload,
      Workload.Spec spec,
      Links links,
      List<Replica> replicas) {
    int wanted = spec.component().replicas().orElse(1);
    int ready = (int) replicas.stream().filter(Replica::ready).count();
    int current = (int) replicas.stream().filter(r -> r.ready() && !r.outdated()).count();
    String count = ready + " of " + wanted + " replicas are ready";
    Condition condition;
    long placed = replicas.stream().filter(Replica::fits).count();
    if (!links.missing().isEmpty() && wanted > 0) {
      String message = count + "; waits for the address of " + String.join(", ", links.missing());
      condition = Condition.no(Condition.READY, "WaitingForLinks", message, snapshot.now());
    } else if (placed < wanted) {
      String message = count + "; waits for " + (wanted - placed) + " places";
      condition = Condition.no(Condition.READY, "WaitingForPlace", message, snapshot.now());
    } else if (ready < wanted) {
      condition = trouble(snapshot, replicas, count);
    } else if (current < wanted) {
      String message = (wanted - current) + " of " + wanted + " replicas are still to be changed";
      condition = Condition.no(Condition.READY, "Rolling", message, snapshot.now());
    } else {
      condition = well(snapshot, replicas, count);
    }
    Ready status = new Ready(ready, workload.generation());
    step.change(
        new Change.Status(workload.ref(), workload.status().with(status), List.of(condition)));
  }

  /** What has run, as it was to do once, is well; but nothing answers there. */
  private static Condition well(Snapshot snapshot, List<Replica> replicas, String count) {
    long ended = replicas.stream().filter(Replica::ended).count();
    if (ended > 0 && ended == replicas.size()) {
      String message =
          ended == 1 ? "its replica has ended well" : "all " + ended + " replicas have ended well";
      return Condition.yes(Condition.READY, Instance.ENDED, message, snapshot.now());
    }
    String some = ended == 1 ? "; 1 has ended well" : "; " + ended + " have ended well";
    return Condition.yes(
        Condition.READY, "Ready", ended == 0 ? count : count + some, snapshot.now());
  }

  /** Unknown only if nothing worse than not knowing is known. */
  private static Condition trouble(Snapshot snapshot, List<Replica> replicas, String count) {
    List<Resource> unready =
        replicas.stream().filter(r -> !r.ready()).flatMap(r -> r.instance().stream()).toList();
    Optional<Condition> worst =
        unready.stream()
            .flatMap(i -> i.condition(Condition.READY).stream())
            .filter(c -> c.state() != Condition.State.TRUE)
            .min(java.util.Comparator.comparing(c -> c.state() == Condition.State.UNKNOWN));
    String message =
        unready.stream()
            .findFirst()
            .map(
                i ->
                    "; "
                        + i.ref().name()
                        + ": "
                        + i.condition(Condition.READY)
                            .filter(c -> c.state() != Condition.State.TRUE)
                            .map(Condition::message)
                            .orElse("starts"))
            .orElse("");
    return new Condition(
        Condition.READY,
        worst.map(Condition::state).orElse(Condition.State.FALSE),
        worst.map(Condition::reason).orElse("Starting"),
        count + message,
        snapshot.now());
  }
}
