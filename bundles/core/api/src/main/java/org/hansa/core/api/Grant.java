package org.hansa.core.api;

import java.util.List;
import java.util.Optional;

/**
 * Lets others into the tenant that it stands in, and those below it. It widens where the roles of
 * those others count, and never what these allow: who may not write applications at home may not
 * write them here. Nobody grants what they may not do themselves; when it is deleted, it is over.
 */
public final class Grant {

  public static final String KIND = "Grant";

  private Grant() {}

  /** What may be granted. */
  public enum Verb {
    READ,
    WRITE,
    DELETE,
    APPLY,
    HOLD,
    ASK
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
   * Who may what.
   *
   * @param to a tenant, with all below it, or one account, as NAME@TENANT
   */
  public record Spec(
      @About(
              value = "A tenant, with all below it, or one account as NAME@TENANT",
              pattern = "([a-z0-9][-a-z0-9.]*@)?[a-z0-9][-a-z0-9.]*",
              most = 507)
          String to,
      @About(value = "What they may do, as far as their roles allow it", most = 50)
          List<Right> rights,
      @About(value = "What it is for", most = 500) Optional<String> reason) {

    public Spec {
      rights = rights == null ? List.of() : List.copyOf(rights);
    }
  }

  /** Nothing is observed of a grant. */
  public record Status() {}
}
