package org.hansa.platform.multicloud;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Optimization;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Proposes moves by which applications together cost less, and says how far those are that were
 * accepted. It moves nothing itself: an application's own step makes the move whose turn it is.
 */
@Component(service = Controller.class)
public final class Optimizer implements Controller {

  /** Something that wakes nobody may stand in the way of a move. */
  private static final Duration WATCH = Duration.ofSeconds(10);

  /** Who is not at rest may be soon. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final Proposer proposer;

  @Activate
  public Optimizer() {
    this(new Proposer(Multicloud.ALL));
  }

  Optimizer(Proposer proposer) {
    this.proposer = proposer;
  }

  @Override
  public String name() {
    return "multicloud.optimizer";
  }

  @Override
  public String kind() {
    return Optimization.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Optimization.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource resource) {
    if (resource.isDeleting()) {
      return Step.done();
    }
    if (isOver(snapshot, resource)) {
      return Step.builder().change(Change.Delete.of(resource.ref())).build();
    }
    Optimization.Status status =
        resource.status().isEmpty()
            ? new Optimization.Status(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of())
            : resource.status().as(Optimization.Status.class);
    Optimization.Spec spec = resource.spec().as(Optimization.Spec.class);
    Outlook next =
        looks(snapshot.now(), resource, spec, status)
            ? proposer.look(snapshot, resource)
            : new Outlook(heeded(resource, status), said(snapshot, resource));
    if (next.status().proposal().isPresent()) {
      next = new Progress(snapshot, resource, Multicloud.ALL).of(next.status());
    }
    Step.Builder step = Step.builder();
    write(step, resource, next);
    if (next.condition().reason().equals(Progress.MOVING)) {
      step.again(WATCH);
    } else if (next.condition().reason().equals(Proposer.NOT_AT_REST)) {
      step.again(REST);
    } else {
      due(spec, next.status())
          .map(at -> Duration.between(snapshot.now(), at))
          .ifPresent(step::again);
    }
    return step.build();
  }

  /** One that was made for a host, which is gone. */
  private static boolean isOver(Snapshot snapshot, Resource resource) {
    return resource
        .spec()
        .as(Optimization.Spec.class)
        .host()
        .map(Ref::parse)
        .filter(host -> resource.ref().name().equals(Shortages.name(host)))
        .filter(host -> snapshot.get(host).isEmpty())
        .isPresent();
  }

  /**
   * When it is new, was changed or is retried, and when its hours are over; not when just what is
   * proposed was accepted, nor while it is carried out.
   */
  private static boolean looks(
      Instant now, Resource resource, Optimization.Spec spec, Optimization.Status status) {
    if (status.generation().isEmpty()) {
      return true;
    }
    boolean accepted = status.proposal().filter(spec::accepts).isPresent();
    boolean moves = accepted && !status.open().isEmpty();
    if (status.generation().get() != resource.generation()) {
      boolean names = spec.accept().filter(a -> !a.equals(Optimization.ANY)).isPresent();
      return !names || !accepted || !moves;
    }
    boolean restless =
        resource
            .condition(Condition.READY)
            .filter(c -> c.reason().equals(Proposer.NOT_AT_REST))
            .isPresent();
    if (restless && status.looked().filter(at -> !at.plus(REST).isAfter(now)).isPresent()) {
      return true;
    }
    return !moves && due(spec, status).filter(at -> !at.isAfter(now)).isPresent();
  }

  private static Optional<Instant> due(Optimization.Spec spec, Optimization.Status status) {
    return spec.everyHours()
        .flatMap(hours -> status.looked().map(at -> at.plus(Duration.ofHours(hours))));
  }

  private static Optimization.Status heeded(Resource resource, Optimization.Status status) {
    return new Optimization.Status(
        Optional.of(resource.generation()),
        status.looked(),
        status.proposal(),
        status.done(),
        status.next(),
        status.left(),
        status.stays());
  }

  private static Condition said(Snapshot snapshot, Resource resource) {
    return resource
        .condition(Condition.READY)
        .orElseGet(
            () -> Condition.unknown(Condition.READY, "NotLooked", "not known", snapshot.now()));
  }

  private static void write(Step.Builder step, Resource resource, Outlook next) {
    Doc status = Doc.of(next.status(), resource.status());
    boolean said =
        resource
            .condition(Condition.READY)
            .filter(c -> next.condition().after(c).equals(c))
            .isPresent();
    if (!said || !status.equals(resource.status())) {
      step.change(new Change.Status(resource.ref(), status, List.of(next.condition())));
    }
  }
}
