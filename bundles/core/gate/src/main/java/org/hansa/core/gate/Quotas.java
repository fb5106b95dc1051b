package org.hansa.core.gate;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;

/**
 * Holds what a request makes to the quotas of its tenants and those above them. Like a pool, a
 * quota may be lowered under what is there: then nothing more is admitted, and giving back is.
 */
final class Quotas {

  private Quotas() {}

  /** Of a quota's names those in capitals are kinds, the others units. */
  static boolean isKind(String what) {
    return !what.isEmpty() && Character.isUpperCase(what.charAt(0));
  }

  static void check(Work work, Principal principal) {
    Map<String, Set<String>> grown = new LinkedHashMap<>();
    for (Ref ref : work.order()) {
      if (!ref.tenant().equals(Tenant.SYSTEM)) {
        work.get(ref).ifPresent(now -> grown(work.former(ref), now, grown(grown, ref.tenant())));
      }
    }
    grown.forEach(
        (tenant, what) -> {
          if (!what.isEmpty()) {
            // What others have is not for those below, or let in from elsewhere, to know.
            boolean own = principal.isController() || Tenant.reaches(principal.tenant(), tenant);
            Tenant.chain(tenant)
                .forEach(each -> check(work, each, own && each.equals(tenant), what));
          }
        });
  }

  private static Set<String> grown(Map<String, Set<String>> grown, String tenant) {
    return grown.computeIfAbsent(tenant, t -> new LinkedHashSet<>());
  }

  /** Names of what there is more of. */
  private static void grown(Optional<Resource> former, Resource now, Set<String> into) {
    if (former.isEmpty()) {
      into.add(now.ref().kind());
    }
    if (now.ref().kind().equals(Reservation.KIND)
        && !former.map(Resource::spec).equals(Optional.of(now.spec()))) {
      Map<String, BigDecimal> had =
          former.map(r -> r.spec().as(Reservation.Spec.class).amounts()).orElse(Map.of());
      now.spec()
          .as(Reservation.Spec.class)
          .amounts()
          .forEach(
              (unit, amount) -> {
                if (amount.compareTo(had.getOrDefault(unit, BigDecimal.ZERO)) > 0) {
                  into.add(unit);
                }
              });
    }
  }

  /**
   * @param told true if it may be said what there is
   */
  private static void check(Work work, String tenant, boolean told, Set<String> grown) {
    Map<String, BigDecimal> quota =
        work.get(Tenant.ref(tenant))
            .map(r -> r.spec().as(Tenant.Spec.class).quota())
            .orElse(Map.of());
    for (String what : grown) {
      BigDecimal most = quota.get(what);
      if (most != null) {
        BigDecimal used = used(work.state(), tenant, what);
        BigDecimal before = used(work.base(), tenant, what);
        // Moved from one of its tenants to another, it has no more than it had.
        if (used.compareTo(most) > 0 && used.compareTo(before) > 0) {
          String numbers =
              told
                  ? " is " + plain(most) + " " + what + ", with this it would have " + plain(used)
                  : " has no room for more " + what;
          throw Problem.conflict(
              "the quota of tenant " + tenant + numbers,
              "Ask for less, free some, or ask who administers "
                  + Tenant.parent(tenant)
                  + " for more.");
        }
      }
    }
  }

  /** What a tenant has, with all below it. */
  static BigDecimal used(Snapshot state, String tenant, String what) {
    return Tenants.within(state, tenant)
        .map(
            each ->
                isKind(what)
                    ? BigDecimal.valueOf(state.count(what, each))
                    : state.reserved(each).getOrDefault(what, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** By name what a quota limits, and what of it is used. */
  static Map<String, BigDecimal> used(Snapshot state, Resource tenant) {
    Map<String, BigDecimal> all = new TreeMap<>();
    String name = tenant.ref().name();
    Tenants.within(state, name)
        .forEach(
            each -> state.reserved(each).forEach((unit, n) -> all.merge(unit, n, BigDecimal::add)));
    Set<String> quota = tenant.spec().as(Tenant.Spec.class).quota().keySet();
    Stream.concat(state.kinds().stream(), quota.stream().filter(Quotas::isKind))
        .distinct()
        .forEach(kind -> all.put(kind, used(state, name, kind)));
    all.values().removeIf(n -> n.signum() == 0);
    quota.forEach(what -> all.putIfAbsent(what, BigDecimal.ZERO));
    return all;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
