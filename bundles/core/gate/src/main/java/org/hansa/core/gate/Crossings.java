package org.hansa.core.gate;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Account;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Grant;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Role;
import org.hansa.core.api.RouteGrant;
import org.hansa.core.api.Secret;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;

/** Where grants let a user into others' tenants, as one state has them. */
final class Crossings {

  /** Of one tenant: they are looked through when somebody knocks. */
  private static final int MOST = 100;

  private static final Set<String> STREAMS = Set.of("Audit", "Event", "Ledger");

  /** Who may what, and what is secret, each tenant says for itself. */
  private static final Set<String> OWN =
      Set.of(
          Account.KIND,
          Grant.KIND,
          RouteGrant.KIND,
          HoldRule.KIND,
          Role.KIND,
          Secret.KIND,
          Tenant.KIND);

  private Crossings() {}

  /** Those that let the user into a tenant, or one above it. */
  static Stream<Resource> to(Principal principal, String tenant, Snapshot state) {
    return Stream.concat(Tenant.chain(tenant).stream(), Stream.of(Tenant.SYSTEM))
        .flatMap(each -> state.list(Grant.KIND, each))
        .filter(r -> !r.isDeleting())
        .filter(r -> isTo(principal, r.spec().as(Grant.Spec.class).to()));
  }

  private static boolean isTo(Principal principal, String to) {
    return to.indexOf('@') < 0
        ? Tenant.reaches(to, principal.tenant())
        : Accounts.ref(principal)
            .filter(account -> to.equals(account.name() + "@" + account.tenant()))
            .isPresent();
  }

  /**
   * @param verb as roles have it: a function is asked for
   */
  static boolean allow(
      Principal principal, String verb, String kind, String tenant, Snapshot state) {
    String upper = verb.toUpperCase(Locale.ROOT);
    return to(principal, tenant, state)
        .flatMap(r -> r.spec().as(Grant.Spec.class).rights().stream())
        .anyMatch(
            right ->
                right.kinds().contains(kind)
                    && right.verbs().stream().anyMatch(v -> v.name().equals(upper)));
  }

  /** Before a grant is written: is it meaningful, and does the writer hold what it gives away. */
  static void check(
      Authority authority, Registry registry, Principal writer, Draft draft, Work work) {
    Grant.Spec grant = draft.spec().as(Grant.Spec.class);
    Ref ref = draft.ref();
    if (grant.rights().isEmpty()) {
      throw Problem.invalid("/spec/rights", "[]", "at least one right", "Say what they may.");
    }
    if (work.state().list(Grant.KIND, ref.tenant()).limit(MOST + 1L).count() > MOST) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          "tenant " + ref.tenant() + " has " + MOST + " grants, the most there may be",
          "Delete one, or let one say more.");
    }
    String to = grant.to().substring(grant.to().indexOf('@') + 1);
    if (to.equals(Tenant.SYSTEM) || Tenant.reaches(to, ref.tenant())) {
      throw Problem.invalid(
          "/spec/to", grant.to(), "somebody who needs it", "Its tenant reaches this one anyway.");
    }
    for (Grant.Right right : grant.rights()) {
      for (String kind : right.kinds()) {
        if (!STREAMS.contains(kind)) {
          registry.existing(work.state(), kind);
        }
        right.verbs().forEach(verb -> check(authority, writer, ref, verb, kind));
      }
    }
  }

  private static void check(
      Authority authority, Principal writer, Ref grant, Grant.Verb verb, String kind) {
    String word = verb.name().toLowerCase(Locale.ROOT);
    if (OWN.contains(kind)) {
      throw Problem.invalid(
          "right", word + " " + kind, "for others", "Give them an account here instead.");
    }
    if (!writer.isController() && !authority.may(writer, word, kind, grant.tenant())) {
      throw Lack.of(
          writer,
          "grant '" + word + " " + kind + "' in",
          grant,
          "Ask someone who may do that themselves.",
          Problem.Missing.of(word, kind, grant.tenant()));
    }
  }
}
