package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hansa.platform.api.Site;

/**
 * What lies between a site and another, as the two say it: of what both say the worse counts. A
 * round trip that neither has measured is estimated from the distance. What is not known is empty.
 *
 * @param millis round trip
 * @param estimated true if it was not measured
 * @param mbps each way; empty if it is no matter
 * @param gib money for a GiB that goes to the other, in the currency of the first
 */
record Between(
    Optional<BigDecimal> millis,
    boolean estimated,
    Optional<BigDecimal> mbps,
    Optional<BigDecimal> gib) {

  /** Between two hosts of one site nothing counts. */
  static final Between NOTHING =
      new Between(
          Optional.of(BigDecimal.ZERO), false, Optional.empty(), Optional.of(BigDecimal.ZERO));

  static Between of(Offer from, Offer to) {
    if (from.site().ref().equals(to.site().ref())) {
      return NOTHING;
    }
    Optional<BigDecimal> measured = said(from, to, Site.Link::millis, BigDecimal::max);
    Optional<BigDecimal> millis =
        measured.or(
            () ->
                from.place()
                    .location()
                    .flatMap(a -> to.place().location().map(b -> Latency.millis(a, b))));
    return new Between(
        millis,
        measured.isEmpty(),
        said(from, to, Site.Link::mbps, BigDecimal::min),
        egress(from, to));
  }

  private static Optional<BigDecimal> said(
      Offer from,
      Offer to,
      Function<Site.Link, Optional<BigDecimal>> what,
      BinaryOperator<BigDecimal> worse) {
    return Stream.of(link(from, to), link(to, from))
        .flatMap(Optional::stream)
        .flatMap(link -> what.apply(link).stream())
        .reduce(worse);
  }

  /** What a site says of another: by its name, so of one of its own tenant. */
  static Optional<Site.Link> link(Offer from, Offer to) {
    return from.site().ref().tenant().equals(to.site().ref().tenant())
        ? Optional.ofNullable(from.place().links().get(to.site().ref().name()))
        : Optional.empty();
  }

  /** None without a currency. */
  private static Optional<BigDecimal> egress(Offer from, Offer to) {
    return from.place()
        .price()
        .flatMap(p -> link(from, to).flatMap(Site.Link::egressGib).or(p::egressGib));
  }

  String says() {
    return millis.map(n -> (estimated ? "about " : "") + Amount.plain(n) + " ms").orElse("unknown");
  }
}
