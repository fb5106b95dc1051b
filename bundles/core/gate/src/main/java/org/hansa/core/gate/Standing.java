package org.hansa.core.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Account;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.RouteGrant;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/**
 * What a caller's rights rest on, as one state has it: a user's account, its roles, its tenant and
 * those above, and what lets it in elsewhere; or the grants of routes. Of controllers and the
 * system itself nothing stands in the state.
 *
 * @param there the account, if it is; a user without one is whom the door says
 * @param into others' tenants that the request is about
 * @param on all of it, in the state's order
 * @param looked at which places it was looked for, in this order; empty if not by places alone
 */
record Standing(
    Optional<Ref> account,
    Optional<Resource> there,
    List<String> into,
    List<Resource> on,
    List<Ref> looked) {

  static Standing of(Request request, Snapshot state) {
    Principal principal = request.principal();
    List<String> into = new ArrayList<>();
    for (Change change : request.changes()) {
      Refusals.ref(change)
          .map(Ref::tenant)
          .filter(tenant -> !Tenant.reaches(principal.tenant(), tenant) && !into.contains(tenant))
          .ifPresent(into::add);
    }
    return of(principal, into, state);
  }

  private static Standing of(Principal principal, List<String> into, Snapshot state) {
    Optional<Ref> account = Accounts.ref(principal);
    Optional<Resource> there = account.flatMap(state::get);
    List<Resource> on = new ArrayList<>(2);
    there.ifPresent(on::add);
    if (Grants.isRoute(principal)) {
      state.list(RouteGrant.KIND).forEach(on::add);
    } else if (account.isPresent()) {
      boolean particular = Authority.isParticular(principal);
      if (particular) {
        Held.all(principal).forEach(held -> held.own(state).ifPresent(on::add));
      }
      List<Ref> looked = new ArrayList<>(2);
      looked.add(account.get());
      for (String tenant : Tenant.chain(principal.tenant())) {
        Ref ref = Tenant.ref(tenant);
        looked.add(ref);
        state.get(ref).ifPresent(on::add);
      }
      into.forEach(tenant -> Crossings.to(principal, tenant, state).forEach(on::add));
      if (!particular && into.isEmpty()) {
        return new Standing(account, there, into, on, looked);
      }
    }
    return new Standing(account, there, into, on, List.of());
  }

  /** True if all of it stands so in a later state too. */
  boolean stands(Principal principal, Snapshot later) {
    if (account.isEmpty() && !Grants.isRoute(principal)) {
      return true;
    }
    List<Resource> now = looked.isEmpty() ? of(principal, into, later).on() : found(looked, later);
    for (int i = 0; i < Math.min(on.size(), now.size()); i++) {
      boolean same =
          on.get(i).uid().equals(now.get(i).uid()) && on.get(i).revision() == now.get(i).revision();
      if (!same) {
        return false;
      }
    }
    return on.size() == now.size();
  }

  private static List<Resource> found(List<Ref> looked, Snapshot state) {
    List<Resource> found = new ArrayList<>(2);
    for (Ref ref : looked) {
      state.get(ref).ifPresent(found::add);
    }
    return found;
  }

  /**
   * The caller with the rights that are left of those that it came with.
   *
   * @param met whether an account of this name has logged in here
   * @throws Problem UNAUTHENTICATED if its account is gone or shut, FORBIDDEN if its tenant is
   *     suspended
   */
  Principal narrowed(Principal principal, boolean met) {
    if (account.isEmpty() || (there.isEmpty() && !met)) {
      return principal;
    }
    Resource now = there.filter(Accounts::isOpen).orElseThrow(Standing::gone);
    on.stream()
        .filter(r -> r.ref().kind().equals(Tenant.KIND))
        .filter(r -> r.spec().as(Tenant.Spec.class).suspended().orElse(false))
        .findFirst()
        .ifPresent(
            r -> {
              throw Tenants.suspended(r.ref().name());
            });
    Set<String> left = new TreeSet<>(principal.roles());
    left.retainAll(now.spec().as(Account.Spec.class).roles());
    return left.size() == principal.roles().size()
        ? principal
        : new Principal(principal.name(), principal.tenant(), left);
  }

  private static Problem gone() {
    return new Problem(
        Problem.Reason.UNAUTHENTICATED, "the account is gone or shut", "Log in again.");
  }
}
