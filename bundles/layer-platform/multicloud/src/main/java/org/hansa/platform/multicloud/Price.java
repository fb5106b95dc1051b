package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;
import org.hansa.core.api.Reservation;
import org.hansa.platform.api.Site;

/**
 * What a need costs at a site by the hour, in money and in carbon, and the watts that it draws.
 * What the site does not say is not known, and never taken for nothing.
 *
 * <p>Amounts of money in different currencies cannot be compared: of two, the one whose currency
 * comes first in the alphabet is taken for the lesser, so that the choice is at least the same each
 * time.
 *
 * @param egress what of the money is for what leaves sites; empty if nothing is said to
 */
record Price(
    Optional<String> currency,
    Optional<BigDecimal> money,
    Optional<BigDecimal> grams,
    Optional<BigDecimal> watts,
    Optional<BigDecimal> egress) {

  static final Comparator<Price> MONEY =
      Comparator.comparing((Price p) -> p.money().isEmpty())
          .thenComparing(p -> p.currency().orElse(""))
          .thenComparing(p -> p.money().orElse(BigDecimal.ZERO));
  static final Comparator<Price> CARBON =
      Comparator.comparing((Price p) -> p.grams().isEmpty())
          .thenComparing(p -> p.grams().orElse(BigDecimal.ZERO));
  static final Comparator<Price> ORDER = MONEY.thenComparing(CARBON);

  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /** Finer than any currency, so that small things do not become free. */
  private static final int SCALE = 9;

  static Price of(Need need, Site.Spec site) {
    Optional<BigDecimal> money = site.price().flatMap(p -> money(need, p));
    Optional<BigDecimal> watts =
        site.energy().map(e -> need.amount(Need.CPU).multiply(e.wattsPerCore()).multiply(e.pue()));
    Optional<BigDecimal> grams =
        site.energy()
            .flatMap(e -> watts.map(e.gramsPerKwh()::multiply))
            .map(g -> g.divide(THOUSAND, SCALE, RoundingMode.HALF_UP))
            .map(Price::plain);
    Optional<String> currency = money.flatMap(m -> site.price().map(Site.Price::currency));
    return new Price(currency, money, grams, watts.map(Price::plain), Optional.empty());
  }

  /** With what it is to pay here for what it sends to those that are placed. */
  Price sending(Flows flows, Offer here, Calls calls) {
    return flows.sites().isEmpty() ? this : plus(flows.paidFor(here, calls));
  }

  /** With all that is to be paid more if it is here: by the others too, for what they send it. */
  Price with(Flows flows, Offer here, Calls calls) {
    return flows.sites().isEmpty()
        ? this
        : plus(
            flows
                .paidFor(here, calls)
                .flatMap(n -> flows.paidByOthers(here, calls, currency).map(n::add)));
  }

  /** True if something is to be paid for what leaves sites. */
  boolean isSent() {
    return egress.filter(n -> n.signum() > 0).isPresent();
  }

  private Price plus(Optional<BigDecimal> paid) {
    Optional<BigDecimal> sum = money.flatMap(m -> paid.map(m::add)).map(Price::plain);
    return new Price(
        sum.flatMap(m -> currency), sum, grams, watts, sum.flatMap(m -> paid).map(Price::plain));
  }

  /** Storage without a price for it, and accelerators, cannot be priced. */
  private static Optional<BigDecimal> money(Need need, Site.Price price) {
    BigDecimal storage = need.amount(Need.STORAGE);
    boolean unpriced = storage.signum() > 0 && price.storageGibHour().isEmpty();
    if (unpriced || need.isAccelerated()) {
      return Optional.empty();
    }
    BigDecimal bytes =
        need.amount(Need.MEMORY)
            .multiply(price.memoryGibHour())
            .add(storage.multiply(price.storageGibHour().orElse(BigDecimal.ZERO)))
            .divide(GIB, SCALE, RoundingMode.HALF_UP);
    return Optional.of(plain(need.amount(Need.CPU).multiply(price.cpuHour()).add(bytes)));
  }

  private static BigDecimal plain(BigDecimal n) {
    BigDecimal rounded = n.setScale(SCALE, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded;
  }

  Optional<Reservation.Cost> cost() {
    return money.isEmpty() && grams.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reservation.Cost(currency, money, grams, watts, egress.filter(n -> isSent())));
  }
}
