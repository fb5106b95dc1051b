package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Ref;

/**
 * What one replica sends to those of the others that have a place, and gets from them, by their
 * site, in GiB an hour.
 *
 * @param sites a host of each, by site
 */
record Flows(Map<Ref, Offer> sites, Map<Ref, BigDecimal> out, Map<Ref, BigDecimal> in) {

  static final Flows NONE = new Flows(Map.of(), Map.of(), Map.of());

  static Flows of(Need need, Mates mates, Calls calls) {
    String own = need.component().name();
    Flows flows = new Flows(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    for (Call call : calls.of(need)) {
      if (call.isTraffic()) {
        mates
            .of(call.other(own), need)
            .forEach(
                mate -> {
                  Ref site = mate.offer().site().ref();
                  flows.sites.putIfAbsent(site, mate.offer());
                  flows.out.merge(site, call.sentBy(own), BigDecimal::add);
                  flows.in.merge(site, call.sentTo(own), BigDecimal::add);
                });
      }
    }
    return flows;
  }

  /** What would be asked for all that it sends, if it were here; empty if that is not known. */
  Optional<BigDecimal> paidFor(Offer here, Calls calls) {
    Optional<BigDecimal> sum = Optional.of(BigDecimal.ZERO);
    for (Map.Entry<Ref, BigDecimal> to : out.entrySet()) {
      sum = plus(sum, calls.between(here, sites.get(to.getKey())), to.getValue());
    }
    return sum;
  }

  /** What the others would be asked for what they send there; empty too if that is other money. */
  Optional<BigDecimal> paidByOthers(Offer here, Calls calls, Optional<String> currency) {
    Optional<BigDecimal> sum = Optional.of(BigDecimal.ZERO);
    for (Map.Entry<Ref, BigDecimal> from : in.entrySet()) {
      Offer other = sites.get(from.getKey());
      Between between = calls.between(other, here);
      boolean free = from.getValue().signum() == 0 || from.getKey().equals(here.site().ref());
      boolean same = other.place().price().map(p -> p.currency()).equals(currency);
      sum = free || same ? plus(sum, between, from.getValue()) : Optional.empty();
    }
    return sum;
  }

  private static Optional<BigDecimal> plus(
      Optional<BigDecimal> sum, Between between, BigDecimal gib) {
    return gib.signum() == 0 ? sum : sum.flatMap(s -> between.gib().map(gib::multiply).map(s::add));
  }
}
