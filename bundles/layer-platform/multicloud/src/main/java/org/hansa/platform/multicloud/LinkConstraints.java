package org.hansa.platform.multicloud;

import static org.hansa.platform.multicloud.Constraint.Level.SITE;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.hansa.orchestration.api.Application.Chain;
import org.hansa.platform.multicloud.Constraint.Refusal;
import org.hansa.platform.multicloud.Constraint.Trial;
import org.hansa.platform.multicloud.Mates.Mate;

/**
 * What is asked of what lies between a place and those of the other replicas. It binds both ends,
 * whichever is placed first.
 */
final class LinkConstraints {

  static final String LINK = "link";
  static final String CHAIN = "chain";
  static final String BANDWIDTH = "bandwidth";

  /** Megabits a second that a GiB an hour comes to. */
  private static final BigDecimal MBPS =
      BigDecimal.valueOf((1L << 30) * 8)
          .divide(BigDecimal.valueOf(3_600_000_000L), 9, RoundingMode.HALF_UP);

  private LinkConstraints() {}

  static List<Constraint> all() {
    return List.of(
        new Constraint(LINK, SITE, true, LinkConstraints::link),
        new Constraint(CHAIN, SITE, true, LinkConstraints::chain),
        new Constraint(BANDWIDTH, SITE, true, LinkConstraints::bandwidth));
  }

  /** Of what a chain, or else a link, asks. */
  static Optional<Refusal> refuses(Trial t, boolean chain) {
    return chain ? chain(t) : link(t);
  }

  /** The slowest of all that are placed, so that what is allowed for it is enough for all. */
  private static Optional<Refusal> link(Trial t) {
    Optional<Refusal> worst = Optional.empty();
    for (Call call : t.demand().calls().of(t.need())) {
      if (call.maxMillis().isPresent()) {
        List<Mate> mates =
            t.mates().atSites(call.other(t.need().component().name()), t.need()).toList();
        for (Mate mate : mates) {
          Optional<Refusal> refusal = isWaived(call, t.need(), mate) ? worst : link(t, call, mate);
          worst = worse(worst, refusal);
        }
      }
    }
    return worst;
  }

  /** What is not known comes first: who has mended it may learn that all is well. */
  private static Optional<Refusal> worse(Optional<Refusal> a, Optional<Refusal> b) {
    boolean more =
        b.isPresent()
            && (a.isEmpty()
                || (a.get().gap().signum() > 0
                    && (b.get().gap().signum() == 0
                        || b.get().gap().compareTo(a.get().gap()) > 0)));
    return more ? b : a;
  }

  private static boolean isWaived(Call call, Need one, Mate other) {
    Need asking = call.from().equals(one.component().name()) ? one : other.need();
    return asking.waived().contains(LINK);
  }

  private static Optional<Refusal> link(Trial t, Call call, Mate mate) {
    BigDecimal most = call.maxMillis().orElseThrow();
    Between between = t.demand().calls().between(t.offer(), mate.offer());
    if (between.millis().filter(n -> n.compareTo(most) <= 0).isPresent()) {
      return Optional.empty();
    }
    String there = site(mate.offer());
    String limit = says(call);
    return Optional.of(
        between
            .millis()
            .map(
                n ->
                    new Refusal(
                        "%s to %s at %s".formatted(between.says(), mate.need().name(), there),
                        limit,
                        "Allow %s ms, or make room nearer to site %s."
                            .formatted(Amount.plain(n), there),
                        n.subtract(most)))
            .orElseGet(
                () ->
                    new Refusal(
                        "unknown to %s at %s".formatted(mate.need().name(), there),
                        limit,
                        isOneTenants(t.offer(), mate.offer())
                            ? "Say in Site %s, under links, how far it is to %s, or where both are."
                                .formatted(site(t.offer()), there)
                            : "Say in Sites %s and %s where they are."
                                .formatted(site(t.offer()), there))));
  }

  /** Else what one says of the other under links counts for nothing. */
  private static boolean isOneTenants(Offer one, Offer other) {
    return one.site().ref().tenant().equals(other.site().ref().tenant());
  }

  private static Optional<Refusal> chain(Trial t) {
    for (Chain chain : t.demand().calls().chains(t.need())) {
      Path path = Path.slowest(chain, t);
      if (path.millis().filter(n -> n.compareTo(chain.maxMillis()) <= 0).isEmpty()) {
        return Optional.of(
            new Refusal(
                path.says(),
                says(chain),
                path.millis()
                    .map(n -> "Allow %s ms, or make room nearer to each other.".formatted(plain(n)))
                    .orElse("Say in these Sites, under links, how far it is, or where they are."),
                path.millis().map(n -> n.subtract(chain.maxMillis())).orElse(BigDecimal.ZERO)));
      }
    }
    return Optional.empty();
  }

  /** Of one that bounds it. */
  static String says(Call call) {
    String most = call.maxMillis().map(Amount::plain).orElse("any");
    return "at most %s ms from %s to %s".formatted(most, call.from(), call.to());
  }

  static String says(Chain chain) {
    return "at most %s ms from %s"
        .formatted(plain(chain.maxMillis()), String.join(" to ", chain.through()));
  }

  /** All that the application sends, each way by itself. */
  private static Optional<Refusal> bandwidth(Trial t) {
    for (Offer other : t.mates().flows(t.need()).sites().values()) {
      Optional<BigDecimal> most = t.demand().calls().between(t.offer(), other).mbps();
      if (most.isPresent()) {
        Optional<Refusal> refusal =
            wide(t, other, most.get(), true).or(() -> wide(t, other, most.get(), false));
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> wide(Trial t, Offer other, BigDecimal most, boolean sends) {
    Flows own = t.mates().flows(t.need());
    Offer from = sends ? t.offer() : other;
    Offer to = sends ? other : t.offer();
    BigDecimal gib =
        t.mates()
            .sent(from.site().ref(), to.site().ref(), t.need())
            .add((sends ? own.out() : own.in()).get(other.site().ref()));
    BigDecimal mbps = gib.multiply(MBPS).setScale(3, RoundingMode.HALF_UP);
    return mbps.compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "%s Mbit/s from %s to %s".formatted(plain(mbps), site(from), site(to)),
                "at most %s Mbit/s".formatted(plain(most)),
                "Send less, or have what lies between the two sites widened to %s Mbit/s."
                    .formatted(plain(mbps)),
                mbps.subtract(most)));
  }

  private static String plain(BigDecimal n) {
    return Amount.plain(n);
  }

  private static String site(Offer offer) {
    return offer.site().ref().name();
  }
}
