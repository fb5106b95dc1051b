package org.hansa.core.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What those may do who are given it, beside the built-in roles. Accounts of its tenant, and of
 * those below, name it; where two have one name, the nearest counts. Nobody makes one that allows
 * more than they may do themselves.
 */
public final class Role {

  public static final String KIND = "Role";

  /** Those that are always there: no Role has such a name. */
  public static final List<String> BUILT_IN =
      List.of(
          "infrastructure-administrator",
          "cloud-edge-administrator",
          "use-case-administrator",
          "use-case-user",
          "auditor");

  /** In a right: each kind. */
  public static final String ANY = "*";

  private Role() {}

  /**
   * All of these verbs, with all of these kinds.
   *
   * @param sites where it counts, by name: of what is changed, the one in its spec as it was and as
   *     it is to be, or the Site itself; empty: everywhere, and with what stands at none
   */
  public record Right(
      @About(
              value = "Kinds, Audit, Event, Ledger, Metrics, Driver, Backup, or * for all",
              pattern = "[A-Z][A-Za-z0-9]{0,62}|\\*",
              most = 100)
          List<String> kinds,
      @About(value = "What may be done with them", most = 10) List<Grant.Verb> verbs,
      @About(
              value = "Only with what stands at these sites; everywhere if none is named",
              pattern = "[a-z0-9][-a-z0-9.]*",
              most = 200)
          List<String> sites) {

    public Right {
      kinds = kinds == null ? List.of() : kinds.stream().distinct().toList();
      verbs = verbs == null ? List.of() : verbs.stream().distinct().toList();
      sites = sites == null ? List.of() : sites.stream().distinct().toList();
    }

    /**
     * @param verb as {@link Grant.Verb} has it, in any case
     * @param at the sites of what it is done to; empty: none, or it is not known
     */
    public boolean allows(String verb, String kind, Set<String> at) {
      String upper = verb.toUpperCase(Locale.ROOT);
      return (kinds.contains(kind) || kinds.contains(ANY))
          && (sites.isEmpty() || (!at.isEmpty() && sites.containsAll(at)))
          && verbs.stream().anyMatch(v -> v.name().equals(upper));
    }
  }

  /** What it allows: each right for itself. */
  public record Spec(
      @About(value = "Whom it is for", most = 500) Optional<String> description,
      @About(value = "What they may do", most = 50) List<Right> rights) {

    public Spec {
      rights = rights == null ? List.of() : List.copyOf(rights);
    }

    /** As {@link Right#allows} of any. */
    public boolean allows(String verb, String kind, Set<String> at) {
      return rights.stream().anyMatch(right -> right.allows(verb, kind, at));
    }
  }

  /** Nothing is observed of a role. */
  public record Status() {}
}
