package org.hansa.core.api;

import java.util.List;

/**
 * What the routes of a bundle may see and do at the gate, where they act as {@code route:BUNDLE}.
 * Without a grant they may nothing. A grant of tenant {@code system} counts in all tenants, any
 * other in its own; several add up. Nobody grants what they may not do themselves.
 */
public final class RouteGrant {

  public static final String KIND = "RouteGrant";

  private RouteGrant() {}

  /** What may be granted. */
  public enum Verb {
    READ,
    WRITE,
    DELETE,
    HOLD
  }

  /** All of these verbs, with all of these kinds; the streams are Audit, Event and Ledger. */
  public record Right(
      @About(
              value = "Kinds, or Audit, Event, Ledger",
              pattern = "[A-Z][A-Za-z0-9]{0,62}",
              most = 50)
          List<String> kinds,
      @About(value = "What may be done with them", most = 10) List<Verb> verbs) {

    public Right {
      kinds = kinds == null ? List.of() : List.copyOf(kinds);
      verbs = verbs == null ? List.of() : List.copyOf(verbs);
    }
  }

  /**
   * Whose routes may do what.
   *
   * @param rules as their holds are written, without {@code rule:}
   */
  public record Spec(
      @About(
              value = "Symbolic name of the bundle",
              pattern = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*",
              most = 200)
          String bundle,
      @About(value = "What they may do", most = 50) List<Right> rights,
      @About(
              value = "HoldRules whose holds they release: NAME, or NAME@TENANT of a tenant's own",
              pattern = "[a-z0-9][-a-z0-9.]*(@[a-z0-9][-a-z0-9.]*)?",
              most = 100)
          List<String> rules) {

    public Spec {
      rights = rights == null ? List.of() : List.copyOf(rights);
      rules = rules == null ? List.of() : List.copyOf(rules);
    }
  }

  /** Nothing is observed of a grant. */
  public record Status() {}
}
