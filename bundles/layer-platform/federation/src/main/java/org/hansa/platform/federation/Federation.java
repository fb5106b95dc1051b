package org.hansa.platform.federation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Contract;
import org.hansa.platform.api.Contracts;
import org.hansa.platform.api.Offer;
import org.hansa.platform.api.Terms;
import org.osgi.service.component.annotations.Component;

/**
 * The Cloud Edge Federation: says of each contract whether it is in force, and writes into the
 * guest's tenant what it offers now. It lets nobody do anything: who places asks the contracts
 * themselves.
 */
@Component(service = Controller.class)
public final class Federation implements Controller {

  /** What others reserve wakes no contract, and what is left for the guest changes by it. */
  static final Duration EVERY = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "federation";
  }

  @Override
  public String kind() {
    return Contract.KIND;
  }

  @Override
  public Set<String> writes() {
    return Set.of(Offer.KIND);
  }

  @Override
  public Step step(Snapshot snapshot, Resource contract) {
    if (contract.isDeleting()) {
      return Step.done();
    }
    Contract.Spec spec = contract.spec().as(Contract.Spec.class);
    Optional<String> obstacle = Contracts.obstacle(snapshot, contract);
    Step.Builder step = Step.builder().again(again(snapshot, spec));
    Optional<Ref> stands = offer(snapshot, contract, spec);
    Optional<Ref> taken = stands.filter(ref -> isAnothers(snapshot, contract, ref));
    Optional<Ref> offer = taken.isPresent() ? Optional.empty() : stands;
    for (Resource former : snapshot.owned(contract)) {
      if (offer.filter(former.ref()::equals).isEmpty() && !former.isDeleting()) {
        step.change(Change.Delete.of(former.ref()));
      }
    }
    List<Offer.Place> places = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Contracts.terms(snapshot, contract).forEach(t -> place(snapshot, t, places, missing));
    Condition ready =
        taken
            .filter(ref -> obstacle.isEmpty())
            .map(ref -> nameTaken(snapshot, ref))
            .orElseGet(() -> ready(snapshot, obstacle, places, missing));
    Contract.Status status = new Contract.Status(obstacle.isEmpty(), offer.map(Ref::toString));
    step.change(new Change.Status(contract.ref(), contract.status().with(status), List.of(ready)));
    offer.ifPresent(
        ref ->
            write(step, snapshot, contract, ref, obstacle.isEmpty() ? places : List.of(), ready));
    return step.build();
  }

  /** When it is over, if that is sooner. */
  private static Duration again(Snapshot snapshot, Contract.Spec spec) {
    return spec.until()
        .map(until -> Duration.between(snapshot.now(), until))
        .filter(left -> !left.isNegative() && !left.isZero() && left.compareTo(EVERY) < 0)
        .orElse(EVERY);
  }

  /** Where the offer stands: only in a tenant below, that is there. */
  private static Optional<Ref> offer(Snapshot snapshot, Resource contract, Contract.Spec spec) {
    boolean below =
        !spec.guest().equals(contract.ref().tenant())
            && Tenant.reaches(contract.ref().tenant(), spec.guest());
    return below && snapshot.get(Tenant.ref(spec.guest())).isPresent()
        ? Optional.of(new Ref(Offer.KIND, spec.guest(), contract.ref().name()))
        : Optional.empty();
  }

  /** What goes is nobody's any more. */
  private static boolean isAnothers(Snapshot snapshot, Resource contract, Ref offer) {
    return snapshot
        .get(offer)
        .filter(o -> !o.isDeleting())
        .filter(o -> o.owner().filter(contract.asOwner()::equals).isEmpty())
        .isPresent();
  }

  /** The guest may use what it says, but reads nowhere that it may. */
  private static Condition nameTaken(Snapshot snapshot, Ref offer) {
    return Condition.no(
        Condition.READY,
        "NameTaken",
        "it is not offered: "
            + offer
            + " is another contract's; give this contract another name, and delete this one",
        snapshot.now());
  }

  private static void place(
      Snapshot snapshot, Terms terms, List<Offer.Place> places, List<String> missing) {
    Optional<Resource> site = snapshot.get(terms.site()).filter(s -> !s.isDeleting());
    site.ifPresentOrElse(
        s -> places.add(new Offering(snapshot, terms, s).place()),
        () -> missing.add(terms.site().name()));
  }

  private static Condition ready(
      Snapshot snapshot,
      Optional<String> obstacle,
      List<Offer.Place> places,
      List<String> missing) {
    if (obstacle.isPresent()) {
      return Condition.no(Condition.READY, "NotInForce", obstacle.get(), snapshot.now());
    }
    return missing.isEmpty()
        ? Condition.yes(
            Condition.READY, "InForce", places.size() + " sites are offered", snapshot.now())
        : Condition.no(
            Condition.READY,
            "NoSite",
            "it is in force, but there is no site " + String.join(", ", missing),
            snapshot.now());
  }

  private static void write(
      Step.Builder step,
      Snapshot snapshot,
      Resource contract,
      Ref ref,
      List<Offer.Place> places,
      Condition ready) {
    Optional<Resource> former = snapshot.get(ref);
    if (former.filter(Resource::isDeleting).isPresent()) {
      return;
    }
    Contract.Spec spec = contract.spec().as(Contract.Spec.class);
    boolean inForce = !ready.reason().equals("NotInForce");
    Offer.Spec said =
        new Offer.Spec(
            contract.ref().toString(),
            spec.ports(),
            spec.draining().orElse(false),
            spec.until(),
            spec.terms());
    Draft draft = Draft.owned(contract, ref, said);
    boolean same =
        former
            .filter(r -> r.spec().equals(draft.spec()) && r.labels().equals(draft.labels()))
            .isPresent();
    if (!same) {
      step.change(Change.Put.of(draft));
    }
    Doc status =
        former.map(Resource::status).orElse(Doc.EMPTY).with(new Offer.Status(inForce, places));
    step.change(new Change.Status(ref, status, List.of(ready)));
  }
}
