package org.hansa.core.gate;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Role;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;

/**
 * A role as an account has it.
 *
 * @param name built-in, or of a Role
 * @param home the account's tenant: from there on upwards a Role is looked for
 * @param where it counts in this tenant and below
 * @param bound to that: no Grant lets it in elsewhere
 */
record Held(String name, String home, String where, boolean bound) {

  /** Written {@code ROLE}, which counts at home, or {@code ROLE@TENANT}. */
  static Held of(String written, String home) {
    int at = written.indexOf('@');
    return at < 0
        ? new Held(written, home, home, false)
        : new Held(written.substring(0, at), home, written.substring(at + 1), true);
  }

  static Stream<Held> all(Principal principal) {
    return principal.roles().stream().map(role -> of(role, principal.tenant()));
  }

  boolean isBuiltIn() {
    return Role.BUILT_IN.contains(name);
  }

  boolean reaches(String tenant) {
    return Tenant.reaches(where, tenant);
  }

  /** The nearest of its name; of a built-in one none. */
  Optional<Resource> own(Snapshot state) {
    return isBuiltIn()
        ? Optional.empty()
        : Stream.concat(Tenant.chain(home).stream(), Stream.of(Tenant.SYSTEM))
            .flatMap(tenant -> state.get(new Ref(Role.KIND, tenant, name)).stream())
            .findFirst();
  }

  /** The sites that a Role names with the verb and the kind; none of a built-in one. */
  SortedSet<String> sites(String verb, String kind, Snapshot state) {
    return spec(state).stream()
        .flatMap(spec -> spec.rights().stream())
        .filter(right -> right.allows(verb, kind, Set.copyOf(right.sites())))
        .flatMap(right -> right.sites().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Optional<Role.Spec> spec(Snapshot state) {
    return own(state).map(role -> role.spec().as(Role.Spec.class));
  }
}
