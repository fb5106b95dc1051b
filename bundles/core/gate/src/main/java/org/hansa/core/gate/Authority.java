package org.hansa.core.gate;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Catalogue;

/** The decision point: who may do what. Users by their roles, controllers by their kinds. */
final class Authority {

  /** What a provider offers to all: read by every tenant whose role may read the kind. */
  private static final Set<String> OFFERED = Set.of("Site", "Host", "Kind");

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
    return roles.allow(principal.roles(), verb, kind)
        && (reaches(principal, verb, kind, tenant)
            || Crossings.allow(principal, Roles.known(verb), kind, tenant, state.get()));
  }

  private static boolean reaches(Principal principal, String verb, String kind, String tenant) {
    return Tenant.reaches(principal.tenant(), tenant)
        || (verb.equals("read") && tenant.equals(Tenant.SYSTEM) && OFFERED.contains(kind));
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
    BiPredicate<String, String> crossed = Crossings.reader(principal, state);
    return ref ->
        Tenants.isOwn(principal, ref)
            || (roles.allow(principal.roles(), "read", ref.kind())
                && (reaches(principal, "read", ref.kind(), ref.tenant())
                    || crossed.test(ref.kind(), ref.tenant())));
  }

  void require(Principal principal, String verb, Ref ref) {
    boolean own = OWN_FACTS.contains(verb) && Tenants.isOwn(principal, ref);
    if (!own && !may(principal, verb, ref.kind(), ref.tenant())) {
      throw forbidden(principal, verb, ref, enough(principal, verb, ref));
    }
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
      return "No role may; " + ref.kind() + " is written by its component.";
    }
    return roles.allow(principal.roles(), verb, ref.kind())
        ? "The account belongs to another tenant; a Grant in " + ref.tenant() + " can let it in."
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
    return new Problem(
        Problem.Reason.FORBIDDEN, principal.name() + " may not " + verb + " " + ref, cure);
  }
}
