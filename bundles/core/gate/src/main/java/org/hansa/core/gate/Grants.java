package org.hansa.core.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;

/** What the routes of a bundle may do: what its grants say as they stand now. Thread-safe. */
final class Grants {

  static final String PREFIX = "route:";

  private static final Set<String> STREAMS = Set.of("Audit", "Event", "Ledger");

  /** Who may what is for people to say. */
  private static final Set<String> PEOPLES =
      Set.of(Account.KIND, RouteGrant.KIND, HoldRule.KIND, Grant.KIND, Role.KIND, Tenant.KIND);

  private final Supplier<Snapshot> state;

  Grants(Supplier<Snapshot> state) {
    this.state = state;
  }

  static Principal principal(String bundle) {
    return new Principal(PREFIX + bundle, Principal.SYSTEM_TENANT, Set.of());
  }

  static boolean isRoute(Principal principal) {
    return principal.name().startsWith(PREFIX);
  }

  boolean allow(Principal route, String verb, String kind, String tenant) {
    return of(route, tenant)
        .flatMap(grant -> grant.rights().stream())
        .anyMatch(
            right ->
                right.kinds().contains(kind)
                    && right.verbs().stream().anyMatch(v -> v.name().equalsIgnoreCase(verb)));
  }

  boolean releases(Principal route, Ref rule) {
    String name = HoldRule.hold(rule).substring(HoldRule.PREFIX.length());
    return of(route, rule.tenant()).anyMatch(grant -> grant.rules().contains(name));
  }

  private Stream<RouteGrant.Spec> of(Principal route, String tenant) {
    String bundle = route.name().substring(PREFIX.length());
    return state
        .get()
        .list(RouteGrant.KIND)
        .filter(r -> !r.isDeleting())
        .filter(r -> reaches(r.ref(), tenant))
        .map(Resource::spec)
        .map(spec -> spec.as(RouteGrant.Spec.class))
        .filter(grant -> grant.bundle().equals(bundle));
  }

  private static boolean reaches(Ref grant, String tenant) {
    return Tenant.reaches(grant.tenant(), tenant);
  }

  /** Before a grant is written: is it meaningful, and does the writer hold what it gives away. */
  static void check(
      Authority authority, Registry registry, Principal writer, Draft draft, Work work) {
    RouteGrant.Spec grant = draft.spec().as(RouteGrant.Spec.class);
    for (RouteGrant.Right right : grant.rights()) {
      for (String kind : right.kinds()) {
        if (!STREAMS.contains(kind)) {
          registry.existing(work.state(), kind);
        }
        right.verbs().forEach(verb -> check(authority, writer, draft.ref(), verb, kind));
      }
    }
    grant.rules().forEach(rule -> rule(authority, writer, draft.ref(), rule));
  }

  private static void check(
      Authority authority, Principal writer, Ref grant, RouteGrant.Verb verb, String kind) {
    String word = verb.name().toLowerCase(java.util.Locale.ROOT);
    boolean reads = verb == RouteGrant.Verb.READ;
    if (!reads && (PEOPLES.contains(kind) || STREAMS.contains(kind))) {
      throw Problem.invalid(
          "right", word + " " + kind, "for routes", "Grant READ, and of rules name each in rules.");
    }
    if (!writer.isController() && !authority.may(writer, word, kind, grant.tenant())) {
      throw lacking(
          writer, word + " " + kind, grant, Problem.Missing.of(word, kind, grant.tenant()));
    }
  }

  private static void rule(Authority authority, Principal writer, Ref grant, String name) {
    Optional<Ref> rule = HoldRule.of(HoldRule.PREFIX + name);
    if (rule.filter(r -> reaches(grant, r.tenant())).isEmpty()) {
      throw Problem.invalid(
          "/spec/rules",
          name,
          "a rule that a grant of tenant " + grant.tenant() + " can name",
          "Write NAME, or NAME@TENANT of a tenant's own rule; only tenant system names others'.");
    }
    if (!writer.isController() && !authority.mayRelease(writer, rule.get())) {
      throw lacking(
          writer,
          "release " + HoldRule.PREFIX + name,
          grant,
          Problem.Missing.of("hold", HoldRule.KIND, rule.get().tenant()));
    }
  }

  private static Problem lacking(
      Principal writer, String what, Ref grant, Problem.Missing missing) {
    return Lack.of(
        writer,
        "grant '" + what + "' in",
        grant,
        "Ask someone who may do that themselves.",
        missing);
  }

  /** What would help a route that was refused. */
  static String cure(Principal route, String verb, Ref ref) {
    return List.of("read", "write", "delete", "hold").contains(verb)
        ? "A RouteGrant for bundle "
            + route.name().substring(PREFIX.length())
            + " would have to say so."
        : "Routes may not be granted that.";
  }
}
