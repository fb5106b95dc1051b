package org.hansa.core.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What users write and this matches is held from its admission on, until someone with the right to
 * it releases the hold: so waiting for somebody is state. A rule of tenant {@code system} counts in
 * all tenants, any other in its own. Deleting a rule does not release what it has caught.
 */
public final class HoldRule {

  public static final String KIND = "HoldRule";

  /** How the hold of a rule begins. */
  public static final String PREFIX = "rule:";

  private static final String SYSTEM = "system";

  private HoldRule() {}

  /** What a user does to a resource. */
  public enum On {
    CREATE,
    CHANGE,
    DELETE
  }

  /**
   * What is held. All that is said must fit.
   *
   * @param labels with just these values; of a change, before it or after it
   * @param on CREATE and CHANGE if none is said; CHANGE is of the spec, or comes to fit by a label
   */
  public record Spec(
      @About(value = "Kinds that users write", pattern = "[A-Z][A-Za-z0-9]{0,62}", most = 20)
          List<String> kinds,
      @About(
              value = "Only in these tenants; only a rule of tenant system names any",
              pattern = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?",
              most = 100)
          List<String> tenants,
      @About(value = "Only what has these labels", pattern = "[^\\x00-\\x1f]{0,253}", most = 20)
          Map<String, String> labels,
      @About("What a user does that is held; CREATE and CHANGE if none is said") List<On> on,
      @About(value = "For whom it waits, for people", most = 500) Optional<String> reason) {

    public Spec {
      kinds = kinds == null ? List.of() : List.copyOf(kinds);
      tenants = tenants == null ? List.of() : List.copyOf(tenants);
      labels = labels == null ? Map.of() : Map.copyOf(labels);
      on = on == null ? List.of() : List.copyOf(on);
    }

    public boolean isOn(On what) {
      return on.isEmpty() ? what != On.DELETE : on.contains(what);
    }
  }

  /** Nothing is observed of a rule. */
  public record Status() {}

  /**
   * The hold that a rule sets: {@code rule:NAME}, or {@code rule:NAME@TENANT} of a tenant's own.
   */
  public static String hold(Ref rule) {
    return PREFIX + rule.name() + (rule.tenant().equals(SYSTEM) ? "" : "@" + rule.tenant());
  }

  /** The rule that a hold is of, whether it still stands or not; empty if it is no rule's. */
  public static Optional<Ref> of(String hold) {
    if (!hold.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String name = hold.substring(PREFIX.length());
    int at = name.indexOf('@');
    try {
      return Optional.of(
          at < 0
              ? new Ref(KIND, SYSTEM, name)
              : new Ref(KIND, name.substring(at + 1), name.substring(0, at)));
    } catch (Problem notAName) {
      return Optional.empty();
    }
  }
}
