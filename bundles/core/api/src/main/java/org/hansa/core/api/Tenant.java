package org.hansa.core.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.gate.Principal;

/**
 * Whose resources are kept apart from others'. Tenants form a tree, and a name says its place: the
 * parent of {@code acme} is {@code system}, that of {@code acme.dev} is {@code acme}. The resource
 * is its parent's ({@code Tenant/acme/acme.dev}), so that nobody changes their own quota. Who
 * belongs to a tenant reaches those below it, as far as their roles go.
 */
public final class Tenant {

  public static final String KIND = "Tenant";

  /** The provider of this installation, above all others: it is no resource. */
  public static final String SYSTEM = Principal.SYSTEM_TENANT;

  /** What is left of one that is gone: its name, which nobody gets again by mistake. */
  public static final String FORMER = "FormerTenant";

  /** Tenants between {@code system} and the lowest. */
  public static final int DEEPEST = 8;

  private Tenant() {}

  /**
   * @param quota for it with all below it: by unit, as reservations have them ({@code cpu}, {@code
   *     memory}), or by kind, how many there may be ({@code Application}); what is not named has no
   *     limit of its own
   * @param guest true if what it runs, and what those below run, is placed only where a Contract
   *     lets it; cannot be set while something of it is placed
   */
  public record Spec(
      @About(value = "Who that is", most = 500) Optional<String> description,
      @About(
              "True while nobody of it, or of those below, may log in or change anything; what runs"
                  + " goes on")
          Optional<Boolean> suspended,
      @About(
              value =
                  "The most that it and all below may have: cores of cpu, bytes of memory or"
                      + " storage, or resources of a kind",
              most = 100)
          Map<String, BigDecimal> quota,
      @About(
              "True if what it and all below run is placed only where a Contract lets it; to be said"
                  + " before anything of it is placed")
          Optional<Boolean> guest) {

    /** One that is no guest. */
    public Spec(
        Optional<String> description, Optional<Boolean> suspended, Map<String, BigDecimal> quota) {
      this(description, suspended, quota, Optional.empty());
    }

    public Spec {
      guest = guest == null ? Optional.empty() : guest;
      quota = quota == null ? Map.of() : Map.copyOf(quota);
    }
  }

  /** What it has is asked for: by its function {@code usage}. */
  public record Status() {}

  /** One that is gone. */
  public record Former(@About("When it went") Instant ended) {}

  /** Above a tenant; {@code system} has none and is its own. */
  public static String parent(String tenant) {
    int dot = tenant.lastIndexOf('.');
    // What stands before the dot may be no name: then it is nobody's.
    return dot < 1 || !Character.isLetterOrDigit(tenant.charAt(dot - 1))
        ? SYSTEM
        : tenant.substring(0, dot);
  }

  /** The resource that a tenant is; of {@code system} one that never exists. */
  public static Ref ref(String tenant) {
    return new Ref(KIND, parent(tenant), tenant);
  }

  /** What is left of a tenant when it is gone. */
  public static Ref former(String tenant) {
    return new Ref(FORMER, SYSTEM, tenant);
  }

  /** A tenant and those above it, the nearest first, without {@code system}. */
  public static List<String> chain(String tenant) {
    List<String> all = new ArrayList<>();
    for (String each = tenant; !each.equals(SYSTEM); each = parent(each)) {
      all.add(each);
    }
    return all;
  }

  /** True if the inner one is the outer one, or below it. */
  public static boolean reaches(String outer, String inner) {
    return outer.equals(SYSTEM)
        || (inner.startsWith(outer)
            && (inner.length() == outer.length() || inner.charAt(outer.length()) == '.'));
  }
}
