package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Role;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Catalogue;

/** The decision point: who may do what. Users by their roles, controllers by their kinds. */
final class Authority {

  /** What a provider offers to all: read by every tenant whose role may read the kind. */
  private static final Set<String> OFFERED = Set.of("Site", "Host", "Kind", "EnergySeries");

  /** What whoever is in a tenant may know of it. */
  private static final Set<String> OWN_FACTS = Set.of("read", "ask");

  private final Roles roles;
  private final Controllers controllers;
  private final Grants grants;
  private final Supplier<Snapshot> state;

  /**
   * @param state as it is now: who is let in where is looked up in it
   */
  Authority(Roles roles, Controllers controllers, Grants grants, Supplier<Snapshot> state) {
    this.grants = grants;
    this.state = state;
    this.roles = roles;
    this.controllers = controllers;
  }

  static boolean isSystem(Principal principal) {
    return principal.name().startsWith("system:");
  }

  boolean may(Principal principal, String verb, String kind, String tenant) {
    return may(principal, verb, kind, tenant, Set.of());
  }

  /**
   * @param sites of what it is done to; empty: none, or whichever
   */
  boolean may(Principal principal, String verb, String kind, String tenant, Set<String> sites) {
    if (isSystem(principal)) {
      return true;
    }
    if (principal.isController()) {
      return switch (verb) {
        case "read" -> true;
        case "write", "delete" ->
            controllers.limits(principal).filter(l -> l.mayWrite(kind)).isPresent();
        case "hold" -> controllers.limits(principal).filter(l -> l.mayTouch(kind)).isPresent();
        default -> false;
      };
    }
    if (Grants.isRoute(principal)) {
      return grants.allow(principal, verb, kind, tenant);
    }
    return may(principal, verb, kind, tenant, sites, state.get());
  }

  private boolean may(
      Principal user, String verb, String kind, String tenant, Set<String> sites, Snapshot now) {
    boolean offered = isOffered(verb, kind, tenant) && isOfferedTo(user, kind, now);
    boolean elsewhere = false;
    for (String role : user.roles()) {
      Held held = Held.of(role, user.tenant());
      if (allows(held, verb, kind, sites, now)) {
        if (offered || held.reaches(tenant)) {
          return true;
        }
        elsewhere |= !held.bound();
      }
    }
    return elsewhere && Crossings.allow(user, Roles.known(verb), kind, tenant, now);
  }

  private static boolean isOffered(String verb, String kind, String tenant) {
    return verb.equals("read") && tenant.equals(Tenant.SYSTEM) && OFFERED.contains(kind);
  }

  /** A guest has only what contracts let it have, and of that it reads its Offers. */
  private static boolean isOfferedTo(Principal user, String kind, Snapshot now) {
    return kind.equals("Kind") || !Tenants.isGuest(user.tenant(), now);
  }

  private boolean allows(Held role, String verb, String kind, Set<String> sites, Snapshot now) {
    return role.isBuiltIn()
        ? roles.allow(role.name(), verb, kind)
        : role.spec(now).filter(r -> r.allows(Roles.known(verb), kind, sites)).isPresent();
  }

  /** At whatever site. */
  private boolean allowsSomewhere(Held role, String verb, String kind, Snapshot now) {
    return allows(role, verb, kind, Set.of(), now)
        || !role.sites(Roles.known(verb), kind, now).isEmpty();
  }

  /** True if what it may rests on Roles of the state, or differs from place to place. */
  static boolean isParticular(Principal principal) {
    for (String role : principal.roles()) {
      if (role.indexOf('@') >= 0 || !Role.BUILT_IN.contains(role)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Asks only in the principal's own tenant if none is named: how many others' there are would else
   * show in where a page ends.
   */
  Catalogue.Query within(Principal principal, Catalogue.Query query) {
    boolean alone =
        !principal.isController()
            && !Grants.isRoute(principal)
            && !principal.tenant().equals(Tenant.SYSTEM)
            && !OFFERED.contains(query.kind());
    return alone && query.tenant().isEmpty() ? query.in(principal.tenant()) : query;
  }

  /** May the principal let go what this rule holds. */
  boolean mayRelease(Principal principal, Ref rule) {
    return Grants.isRoute(principal)
        ? grants.releases(principal, rule)
        : may(principal, "hold", rule.kind(), rule.tenant());
  }

  /** What the principal sees, by the rights that it has now: for many to be asked of. */
  Predicate<Ref> sight(Principal principal) {
    if (principal.isController() || Grants.isRoute(principal)) {
      return ref -> may(principal, "read", ref.kind(), ref.tenant());
    }
    if (isParticular(principal)) {
      BiPredicate<String, String> reads =
          new Remembered(
              state, (kind, tenant, now) -> may(principal, "read", kind, tenant, Set.of(), now));
      return ref -> Tenants.isOwn(principal, ref) || reads.test(ref.kind(), ref.tenant());
    }
    BiPredicate<String, String> crossed =
        new Remembered(
            state, (kind, tenant, now) -> Crossings.allow(principal, "read", kind, tenant, now));
    return ref ->
        Tenants.isOwn(principal, ref)
            || (roles.allow(principal.roles(), "read", ref.kind())
                && ((isOffered("read", ref.kind(), ref.tenant())
                        && isOfferedTo(principal, ref.kind(), state.get()))
                    || Tenant.reaches(principal.tenant(), ref.tenant())
                    || crossed.test(ref.kind(), ref.tenant())));
  }

  void require(Principal principal, String verb, Ref ref) {
    require(principal, verb, ref, state.get(), Optional.empty());
  }

  /**
   * @param seen what it is done to, as it stands
   * @param next its spec, as it is to be
   */
  void require(Principal principal, String verb, Ref ref, Snapshot seen, Optional<Doc> next) {
    boolean own = OWN_FACTS.contains(verb) && Tenants.isOwn(principal, ref);
    if (own || may(principal, verb, ref.kind(), ref.tenant())) {
      return;
    }
    if (isParticular(principal)) {
      Set<String> sites = sites(ref, seen.get(ref), next);
      if (!sites.isEmpty() && may(principal, verb, ref.kind(), ref.tenant(), sites)) {
        return;
      }
    }
    String cure = enough(principal, verb, ref);
    throw roles.enough(verb, ref.kind()).isEmpty()
        ? forbidden(principal, verb, ref, cure)
        : Lack.of(principal, verb, ref, cure, site(principal, verb, ref, next));
  }

  /**
   * Where a right is missing that is there at other sites; of what stands it is told only to who
   * may read that.
   */
  private Optional<String> site(Principal principal, String verb, Ref ref, Optional<Doc> next) {
    Snapshot now = state.get();
    boolean atOthers =
        Held.all(principal)
            .filter(held -> held.reaches(ref.tenant()))
            .anyMatch(held -> !held.sites(Roles.known(verb), ref.kind(), now).isEmpty());
    if (!atOthers) {
      return Optional.empty();
    }
    boolean sees = may(principal, "read", ref.kind(), ref.tenant());
    return sites(ref, sees ? now.get(ref) : Optional.empty(), next).stream()
        .filter(each -> !may(principal, verb, ref.kind(), ref.tenant(), Set.of(each)))
        .sorted()
        .findFirst();
  }

  private static Set<String> sites(Ref ref, Optional<Resource> stands, Optional<Doc> next) {
    return ref.kind().equals("Site")
        ? Set.of(ref.name())
        : Stream.concat(stands.map(Resource::spec).stream(), next.stream())
            .flatMap(spec -> spec.at("/site").stream())
            .map(JsonNode::asText)
            .collect(Collectors.toSet());
  }

  private String enough(Principal principal, String verb, Ref ref) {
    if (principal.isController()) {
      return "A controller says in writes() which kinds it writes.";
    }
    if (Grants.isRoute(principal)) {
      return Grants.cure(principal, verb, ref);
    }
    List<String> able = roles.enough(verb, ref.kind());
    if (able.isEmpty()) {
      return List.of("write", "delete").contains(verb)
          ? "No role may; " + ref.kind() + " is written by its component."
          : "No role may do that to what is a " + ref.kind() + ".";
    }
    Snapshot now = state.get();
    List<Held> held =
        Held.all(principal).filter(h -> allowsSomewhere(h, verb, ref.kind(), now)).toList();
    Optional<Held> here = held.stream().filter(h -> h.reaches(ref.tenant())).findFirst();
    if (here.isPresent()) {
      return "Its role "
          + here.get().name()
          + " allows that at these sites alone: "
          + String.join(", ", here.get().sites(Roles.known(verb), ref.kind(), now))
          + ".";
    }
    if (held.stream().anyMatch(h -> !h.bound())) {
      return "The account belongs to another tenant; a Grant in "
          + ref.tenant()
          + " can let it in.";
    }
    return !held.isEmpty()
        ? "Its role counts in " + held.get(0).where() + " alone."
        : "This needs the role " + String.join(" or ", able) + ".";
  }

  /** For what only controllers do: status, finalisers, records. */
  void requireController(Principal principal, String what, Ref ref, boolean own) {
    boolean able =
        isSystem(principal)
            || controllers
                .limits(principal)
                .filter(l -> own ? l.mayTouch(ref.kind()) : l.mayWrite(ref.kind()))
                .isPresent();
    if (!able) {
      throw forbidden(
          principal, "write the " + what + " of", ref, "Only a controller of the kind does that.");
    }
  }

  void requireSystem(Principal principal, String what, Ref ref) {
    if (!isSystem(principal)) {
      throw forbidden(
          principal, "write the " + what + " of", ref, "Only the runtime itself does that.");
    }
  }

  static Problem forbidden(Principal principal, String verb, Ref ref, String cure) {
    return new Problem(Problem.Reason.FORBIDDEN, Lack.words(principal, verb, ref), cure);
  }
}
