package org.hansa.sustainability.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Requirements;
import org.hansa.platform.api.Workload;

/** The application that a job owns while it runs: of its name, in its tenant. */
final class Run {

  /** Reasons of Placed: no room, or room only for others that come first. */
  private static final Set<String> NOWHERE = Set.of("NoPlace", "Yields");

  private final Snapshot snapshot;
  private final Resource job;
  private final Ref ref;
  private final Optional<Resource> application;

  Run(Snapshot snapshot, Resource job) {
    this.snapshot = snapshot;
    this.job = job;
    this.ref = new Ref(Application.KIND, job.ref().tenant(), job.ref().name());
    this.application = snapshot.get(ref);
    boolean others =
        application.filter(a -> a.owner().filter(job.asOwner()::equals).isEmpty()).isPresent();
    if (others) {
      throw Problem.conflict(
          ref + " is there and does not belong to this job", "Give the job another name.");
    }
  }

  boolean stands() {
    return application.filter(a -> !a.isDeleting()).isPresent();
  }

  /** What ran before is still going; nothing of its name can begin. */
  boolean ending() {
    return application.filter(Resource::isDeleting).isPresent();
  }

  /** True if all that was to run has run, and well. Where nothing was to run, nothing has. */
  boolean ended() {
    List<Resource> instances = instances();
    return !instances.isEmpty()
        && instances.size() >= wanted()
        && instances.stream().allMatch(Health::hasEnded);
  }

  /** How many are to run. */
  int wanted() {
    Application.Spec spec = application.orElseThrow().spec().as(Application.Spec.class);
    return spec.components().stream().mapToInt(c -> c.replicas().orElse(1)).sum();
  }

  /** True if some of it has its place, or runs, whatever has none. */
  boolean isPlaced() {
    return !instances().isEmpty()
        || snapshot.labelled(Reservation.KIND, ref.tenant(), ref.name()).stream()
            .anyMatch(r -> !r.isDeleting());
  }

  /** How well that is which stands of it. */
  Health health() {
    return new Health(application.orElseThrow(), instances(), snapshot.now());
  }

  private List<Resource> instances() {
    return snapshot.labelled(Instance.KIND, ref.tenant(), ref.name()).stream()
        .filter(i -> !i.isDeleting())
        .toList();
  }

  /** Where it was placed, which is elsewhere if there was no room. */
  Optional<String> site() {
    return snapshot.labelled(Workload.KIND, ref.tenant(), ref.name()).stream()
        .flatMap(w -> w.status().at("/slots/0/site").stream())
        .map(JsonNode::asText)
        .findFirst();
  }

  /** Why it has no place, if it has none. */
  Optional<String> refusal() {
    return application
        .flatMap(a -> a.condition("Placed"))
        .filter(c -> c.state() == Condition.State.FALSE && NOWHERE.contains(c.reason()))
        .map(Condition::message);
  }

  /** True if it is bound to fewer sites than these. */
  boolean isNarrowerThan(List<String> sites) {
    Application.Spec spec = application.orElseThrow().spec().as(Application.Spec.class);
    return spec.components().stream()
        .anyMatch(c -> !c.requires().orElse(Requirements.NONE).sites().containsAll(sites));
  }

  /** That it runs, at one of these sites, and once. What else its owner says stays as it is. */
  Change at(List<String> sites) {
    ObjectNode spec = (ObjectNode) job.spec().tree().get("application");
    for (JsonNode each : spec.get("components")) {
      ObjectNode component = (ObjectNode) each;
      component.put("once", true);
      ObjectNode requires = component.withObject("/requires");
      Set<String> own = new HashSet<>();
      requires.path("sites").forEach(site -> own.add(site.asText()));
      ArrayNode where = requires.putArray("sites");
      sites.stream().filter(s -> own.isEmpty() || own.contains(s)).forEach(where::add);
    }
    return Change.Put.of(
        new Draft(ref, job.labels(), Optional.of(job.ref()), Set.of(), Doc.of(spec)));
  }

  Change away() {
    return Change.Delete.of(ref);
  }
}
