package org.hansa.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a tenant must be for something to be in it: there, and named by its place in the tree. It
 * goes when nothing is left in it.
 */
final class Tenants {

  /** Kinds that are named when a tenant is not empty. */
  private static final int SHOWN = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);

  private Tenants() {}

  /** The suspended one among a tenant and those above it. */
  static Optional<String> suspended(Snapshot state, String tenant) {
    return Tenant.chain(tenant).stream()
        .filter(
            each ->
                state
                    .get(Tenant.ref(each))
                    .flatMap(r -> r.spec().as(Tenant.Spec.class).suspended())
                    .orElse(false))
        .findFirst();
  }

  static Problem suspended(String tenant) {
    return new Problem(
        Problem.Reason.FORBIDDEN,
        "the tenant " + tenant + " is suspended",
        "Who administers " + Tenant.parent(tenant) + " can end that.");
  }

  /**
   * Before something is made: its tenant is there. The system itself may be ahead of it, as when
   * what stood before there were tenants is read.
   */
  static void requireThere(Work work, Principal principal, Ref made) {
    String tenant = made.tenant();
    if (tenant.equals(Tenant.SYSTEM) || Authority.isSystem(principal)) {
      return;
    }
    if (work.get(Tenant.ref(tenant)).isEmpty()) {
      throw Problem.conflict(
          "the tenant '" + tenant + "' of " + made + " does not exist",
          cure(work, principal, tenant));
    }
  }

  /** Who else is a tenant here is told to nobody. */
  private static String cure(Work work, Principal principal, String tenant) {
    List<String> known =
        Stream.concat(
                Stream.of(Tenant.SYSTEM), work.state().list(Tenant.KIND).map(r -> r.ref().name()))
            .filter(name -> Tenant.reaches(principal.tenant(), name))
            .toList();
    return Nearest.to(tenant, known)
        .map(near -> "Maybe '" + near + "' was meant; else create " + Tenant.ref(tenant) + ".")
        .orElse("Create " + Tenant.ref(tenant) + " first.");
  }

  /** Before a tenant is written. */
  static void check(Work work, Registry registry, Draft draft) {
    Ref ref = draft.ref();
    String name = ref.name();
    String own = name.substring(name.lastIndexOf('.') + 1);
    if (name.equals(Tenant.SYSTEM) || own.isEmpty() || name.contains("..")) {
      throw Problem.invalid("tenant", name, "a name of a tenant", "Choose another name.");
    }
    if (!Tenant.parent(name).equals(ref.tenant())) {
      String below = ref.tenant().equals(Tenant.SYSTEM) ? own : ref.tenant() + "." + own;
      throw Problem.invalid(
          "tenant",
          name,
          "named by its place below " + ref.tenant(),
          "Write " + Tenant.ref(name) + ", or name it " + below + ".");
    }
    if (Tenant.chain(name).size() > Tenant.DEEPEST) {
      throw Problem.invalid(
          "tenant", name, "at most " + Tenant.DEEPEST + " deep", "Put it further up.");
    }
    if (work.committed(ref).isEmpty()) {
      requireUnused(work, name);
    }
    guest(work, draft);
    new TreeMap<>(draft.spec().as(Tenant.Spec.class).quota())
        .forEach(
            (what, most) -> {
              if (most.signum() < 0) {
                throw Problem.invalid("/spec/quota/" + what, most, "zero or more", "Correct it.");
              }
              if (Quotas.isKind(what)) {
                if (registry.existing(work.state(), what).isCatalogue()) {
                  throw Problem.invalid(
                      "/spec/quota", what, "a kind that is counted", "Leave it out.");
                }
              } else if (!what.matches("[a-z][A-Za-z0-9.-]{0,62}")) {
                throw Problem.invalid(
                    "/spec/quota", what, "a unit or a kind", "Write cpu, memory, Application ...");
              }
            });
  }

  /** What is placed already was placed without a contract, and nothing would end it. */
  private static void guest(Work work, Draft draft) {
    String name = draft.ref().name();
    boolean was = isGuest(work.committed(draft.ref()).map(Resource::spec).orElse(Doc.EMPTY));
    if (was || !isGuest(draft.spec())) {
      return;
    }
    long placed =
        within(work.state(), name)
            .mapToLong(each -> work.state().count(Reservation.KIND, each))
            .sum();
    if (placed > 0) {
      throw Problem.conflict(
          draft.ref() + " has " + placed + " reservations, and a guest has none but by a contract",
          "Delete its applications first, or make another tenant for the guest.");
    }
  }

  /** It, or one above it: it has only what contracts say. */
  static boolean isGuest(String tenant, Snapshot state) {
    return Tenant.chain(tenant).stream()
        .flatMap(each -> state.get(Tenant.ref(each)).stream())
        .anyMatch(r -> isGuest(r.spec()));
  }

  private static boolean isGuest(Doc tenant) {
    return tenant.as(Tenant.Spec.class).guest().orElse(false);
  }

  /** Records, and grants of others, speak of a tenant by its name: no other gets that unseen. */
  private static void requireUnused(Work work, String name) {
    if (work.get(Tenant.former(name)).isPresent()) {
      throw Problem.conflict(
          "the name "
              + name
              + " was that of a tenant that is gone; whoever has it reads what is on record of it",
          "Choose another; or, if it is the same people's, delete "
              + Tenant.former(name)
              + " first.");
    }
  }

  /** In a tenant that goes nothing is left, nor below it; its name stays. */
  static void close(Work work, Means means) {
    for (Ref ref : work.order()) {
      if (ref.kind().equals(Tenant.KIND)
          && work.former(ref).isPresent()
          && work.get(ref).filter(r -> !r.isDeleting()).isEmpty()) {
        requireEmpty(work, ref);
        Ref former = Tenant.former(ref.name());
        Instant now = work.base().now();
        Draft draft = Draft.of(former, Doc.of(new Tenant.Former(now)));
        work.put(Resource.fresh(draft, means.uid(former), now, Optional.empty()));
      }
    }
  }

  private static void requireEmpty(Work work, Ref tenant) {
    Snapshot state = work.state();
    List<String> left =
        state.kinds().stream()
            .filter(kind -> state.count(kind, tenant.name()) > 0)
            .map(kind -> state.count(kind, tenant.name()) + " " + kind)
            .toList();
    if (!left.isEmpty()) {
      String more = left.size() > SHOWN ? " and more" : "";
      throw Problem.conflict(
          tenant
              + " is not empty, it has "
              + String.join(", ", left.subList(0, Math.min(SHOWN, left.size())))
              + more,
          "Delete what is in it first; to keep its people out meanwhile, set suspended.");
    }
  }

  /** By its name: the parts between the dots are words, and not too many. */
  private static boolean canBe(String tenant) {
    boolean named =
        Stream.of(tenant.split("\\.", -1))
            .allMatch(part -> part.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"));
    boolean can = named && Tenant.chain(tenant).size() <= Tenant.DEEPEST;
    if (!can) {
      LOG.warn("something stands in '{}', which cannot be a tenant: only system sees it", tenant);
    }
    return can;
  }

  /** For all in which something stands, and which are none yet: as before there were any. */
  static List<Change> missing(Supplier<Snapshot> state) {
    Snapshot now = state.get();
    if (now.list(Tenant.KIND).findAny().isPresent()) {
      return List.of();
    }
    return now.kinds().stream()
        .flatMap(now::list)
        .map(r -> r.ref().tenant())
        .distinct()
        .filter(Tenants::canBe)
        .flatMap(tenant -> Tenant.chain(tenant).stream())
        .distinct()
        .sorted()
        .map(tenant -> (Change) Change.Put.of(Draft.of(Tenant.ref(tenant), Doc.EMPTY)))
        .toList();
  }

  /** True if the resource is the principal's tenant, or one below it: whoever is in it knows it. */
  static boolean isOwn(Principal principal, Ref ref) {
    return ref.kind().equals(Tenant.KIND)
        && !principal.tenant().equals(Tenant.SYSTEM)
        && Tenant.reaches(principal.tenant(), ref.name());
  }

  /** Those below a tenant, and itself, as a state has them. */
  static Stream<String> within(Snapshot state, String tenant) {
    return Stream.concat(
        Stream.of(tenant),
        state
            .list(Tenant.KIND, tenant)
            .map(Resource::ref)
            .flatMap(ref -> within(state, ref.name())));
  }
}
