package org.hansa.core.gate;

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
import org.hansa.core.api.gate.Principal;

/**
 * What a caller's rights rest on, as one state has it: a user's account, or the grants of routes.
 * Of controllers and the system itself nothing stands in the state.
 *
 * @param on in the state's order; of a user without an account, who is whom the door says, none
 */
record Standing(Optional<Ref> account, List<Resource> on) {

  private static final Standing NONE = new Standing(Optional.empty(), List.of());

  static Standing of(Principal principal, Snapshot state) {
    if (Grants.isRoute(principal)) {
      return new Standing(Optional.empty(), grants(state));
    }
    Optional<Ref> account = Accounts.ref(principal);
    return account.isEmpty() ? NONE : new Standing(account, account(account, state));
  }

  private static List<Resource> grants(Snapshot state) {
    return state.list(RouteGrant.KIND).toList();
  }

  private static List<Resource> account(Optional<Ref> account, Snapshot state) {
    return account.flatMap(state::get).map(List::of).orElse(List.of());
  }

  /** True if all of it stands so in a later state too. */
  boolean stands(Principal principal, Snapshot later) {
    if (account.isEmpty() && !Grants.isRoute(principal)) {
      return true;
    }
    List<Resource> now = account.isEmpty() ? grants(later) : account(account, later);
    for (int i = 0; i < Math.min(on.size(), now.size()); i++) {
      boolean same =
          on.get(i).uid().equals(now.get(i).uid()) && on.get(i).revision() == now.get(i).revision();
      if (!same) {
        return false;
      }
    }
    return on.size() == now.size();
  }

  /**
   * The caller with the rights that are left of those that it came with.
   *
   * @param met whether an account of this name has logged in here
   * @throws Problem UNAUTHENTICATED if its account is gone or shut
   */
  Principal narrowed(Principal principal, boolean met) {
    if (account.isEmpty() || (on.isEmpty() && !met)) {
      return principal;
    }
    Resource now = on.stream().filter(Accounts::isOpen).findFirst().orElseThrow(Standing::gone);
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
