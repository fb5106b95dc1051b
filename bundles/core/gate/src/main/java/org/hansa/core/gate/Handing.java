package org.hansa.core.gate;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hansa.core.api.Account;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Grant;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Role;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;

/** Handing out rights: nobody gives away more than they hold. */
final class Handing {

  /** Of one tenant. */
  private static final int MOST = 100;

  /** What is no kind, and has rights all the same. */
  private static final Set<String> BESIDE =
      Set.of("Audit", "Event", "Ledger", "Metrics", "Driver", "Backup");

  private static final String ROLES = "/spec/roles";
  private static final String OPERATOR = "infrastructure-administrator";

  /** Of a role: each is looked up when it is handed out. */
  private static final int MOST_RIGHTS = 300;

  private final Authority authority;
  private final Registry registry;

  Handing(Authority authority, Registry registry) {
    this.authority = authority;
    this.registry = registry;
  }

  /** The operator, whom nothing limits, may set up other tenants. */
  private static boolean isFree(Principal writer, String tenant) {
    return writer.isController()
        || (!tenant.equals(Tenant.SYSTEM)
            && Held.all(writer)
                .anyMatch(h -> h.name().equals(OPERATOR) && h.where().equals(Tenant.SYSTEM)));
  }

  /**
   * Before an account is written: the roles that it gets are there, and those that it has and gets
   * are the writer's to give. Else whoever has less could take them for a while, and get in.
   */
  void account(Principal writer, Draft draft, Optional<Resource> former, Snapshot state) {
    String tenant = draft.ref().tenant();
    Set<String> all = new TreeSet<>(draft.spec().as(Account.Spec.class).roles());
    Set<String> had = former.map(Handing::roles).orElse(Set.of());
    all.stream().filter(r -> !had.contains(r)).forEach(r -> known(Held.of(r, tenant), r, state));
    all.addAll(had);
    requireHeld(writer, draft.ref(), all, state);
  }

  private static Set<String> roles(Resource account) {
    return Set.copyOf(account.spec().as(Account.Spec.class).roles());
  }

  /** Before an account goes: another of its name would be let in where it was. */
  void gone(Principal writer, Resource account, Snapshot state) {
    requireHeld(writer, account.ref(), roles(account), state);
  }

  private static void known(Held role, String written, Snapshot state) {
    if (!Tenant.reaches(role.home(), role.where())) {
      throw Problem.invalid(
          ROLES, written, "at " + role.home() + " or below", "An account acts in no other tenant.");
    }
    if (!role.isBuiltIn() && role.own(state).filter(r -> !r.isDeleting()).isEmpty()) {
      List<String> others =
          Stream.concat(
                  Role.BUILT_IN.stream(),
                  Stream.concat(Tenant.chain(role.home()).stream(), Stream.of(Tenant.SYSTEM))
                      .flatMap(tenant -> state.list(Role.KIND, tenant))
                      .map(r -> r.ref().name()))
              .distinct()
              .toList();
      throw Problem.invalid(
          ROLES,
          written,
          "a role that there is",
          Nearest.to(role.name(), others)
              .map(near -> "Maybe '" + near + "' was meant.")
              .orElse("Name one of " + String.join(", ", others) + "."));
    }
  }

  /** Whoever gives these roles to an account, or could log in by it, has them. */
  void requireHeld(Principal writer, Ref account, Collection<String> roles, Snapshot state) {
    if (isFree(writer, account.tenant())) {
      return;
    }
    List<String> lacking =
        roles.stream()
            .filter(each -> !holds(writer, Held.of(each, account.tenant()), state))
            .sorted()
            .toList();
    if (!lacking.isEmpty()) {
      throw Authority.forbidden(
          writer,
          "hand out roles that it lacks (" + String.join(", ", lacking) + ") in",
          account,
          "Ask someone who holds them.");
    }
  }

  private boolean holds(Principal writer, Held given, Snapshot state) {
    boolean same =
        Held.all(writer)
            .filter(held -> held.name().equals(given.name()) && held.reaches(given.where()))
            .filter(held -> given.bound() || !held.bound())
            .anyMatch(held -> held.own(state).equals(given.own(state)));
    // What a role bound to a tenant allows is not given as one that grants let in elsewhere.
    boolean loose = given.bound() || Held.all(writer).noneMatch(Held::bound);
    if (same || !loose) {
      return same;
    }
    return given
        .spec(state)
        .filter(role -> role.rights().stream().allMatch(r -> holds(writer, r, given.where())))
        .isPresent();
  }

  private boolean holds(Principal writer, Role.Right right, String tenant) {
    return right.kinds().stream()
        .allMatch(
            kind ->
                right.verbs().stream()
                    .allMatch(v -> holds(writer, v, kind, tenant, right.sites())));
  }

  private boolean holds(
      Principal writer, Grant.Verb verb, String kind, String tenant, List<String> sites) {
    return authority.may(writer, word(verb), kind, tenant, Set.copyOf(sites));
  }

  private static String word(Grant.Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT);
  }

  /** Before a role is written: it means something, and the writer may do all of it. */
  void role(Principal writer, Draft draft, Work work) {
    Ref ref = draft.ref();
    if (Role.BUILT_IN.contains(ref.name())) {
      throw Problem.invalid(
          "name of a role", ref.name(), "none of the built-in ones", "Choose another name.");
    }
    Role.Spec role = draft.spec().as(Role.Spec.class);
    if (role.rights().isEmpty()) {
      throw Problem.invalid("/spec/rights", "[]", "at least one right", "Say what they may.");
    }
    if (work.state().list(Role.KIND, ref.tenant()).limit(MOST + 1L).count() > MOST) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          "tenant " + ref.tenant() + " has " + MOST + " roles, the most there may be",
          "Delete one that nobody has.");
    }
    int rights = 0;
    for (Role.Right right : role.rights()) {
      rights += right.kinds().size() * right.verbs().size() + right.sites().size();
    }
    if (rights > MOST_RIGHTS) {
      throw Problem.invalid(
          "/spec/rights",
          rights,
          "at most " + MOST_RIGHTS + " kinds with each of their verbs, and sites",
          "Say * for all kinds, or make several roles.");
    }
    role.rights().forEach(right -> allowed(writer, ref, right, work.state()));
  }

  private void allowed(Principal writer, Ref role, Role.Right right, Snapshot state) {
    Set<String> sites = Set.copyOf(right.sites());
    for (String kind : right.kinds()) {
      known(state, kind, right);
      for (Grant.Verb verb : right.verbs()) {
        boolean may =
            isFree(writer, role.tenant())
                || authority.may(writer, word(verb), kind, role.tenant(), sites);
        if (!may) {
          throw Lack.of(
              writer,
              "allow '" + word(verb) + " " + kind + "' by",
              role,
              "Ask someone who may do that themselves.",
              Problem.Missing.of(word(verb), kind, role.tenant()));
        }
      }
    }
  }

  private void known(Snapshot state, String kind, Role.Right right) {
    boolean any = kind.equals(Role.ANY);
    if (!any && !BESIDE.contains(kind)) {
      registry.existing(state, kind);
    }
    if (!right.sites().isEmpty()) {
      boolean stands =
          !any
              && !BESIDE.contains(kind)
              && (kind.equals("Site")
                  || registry.existing(state, kind).specSchema().path("properties").has("site"));
      if (!stands) {
        throw Problem.invalid(
            "a right at sites", kind, "of a kind that stands at one", "Leave its sites out.");
      }
      if (right.verbs().contains(Grant.Verb.READ)) {
        throw Problem.invalid(
            "a right at sites",
            "READ " + kind,
            "to change or ask",
            "Say READ in a right of its own, without sites.");
      }
    }
  }

  /** A role goes when no account has it: else one further up could take its place. */
  static void requireUnused(Work work) {
    for (Ref ref : work.order()) {
      if (ref.kind().equals(Role.KIND) && isGoing(work, ref)) {
        Snapshot state = work.state();
        accounts(state, ref.tenant())
            .filter(account -> had(account, ref, state))
            .findFirst()
            .ifPresent(
                account -> {
                  throw Problem.conflict(
                      account.ref() + " has the role " + ref.name(),
                      "Take it from all that have it first.");
                });
      }
    }
  }

  private static boolean isGoing(Work work, Ref ref) {
    return work.former(ref).isPresent() && work.get(ref).filter(r -> !r.isDeleting()).isEmpty();
  }

  private static Stream<Resource> accounts(Snapshot state, String tenant) {
    return tenant.equals(Tenant.SYSTEM)
        ? state.list(Account.KIND)
        : Tenants.within(state, tenant).flatMap(each -> state.list(Account.KIND, each));
  }

  /** Unless one of the name stands nearer to the account. */
  private static boolean had(Resource account, Ref role, Snapshot state) {
    String tenant = account.ref().tenant();
    return account.spec().as(Account.Spec.class).roles().stream()
        .map(each -> Held.of(each, tenant))
        .filter(held -> held.name().equals(role.name()))
        .anyMatch(held -> held.own(state).filter(now -> isBelow(now.ref(), role)).isEmpty());
  }

  private static boolean isBelow(Ref one, Ref other) {
    return !one.tenant().equals(other.tenant()) && Tenant.reaches(other.tenant(), one.tenant());
  }
}
