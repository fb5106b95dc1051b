package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.hansa.platform.api.Site;

/** What a site asks for one of each unit, with all that counts. */
final class Tariff {

  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private Tariff() {}

  /** Of one of a unit for an hour, with what counts first; empty if it is not known. */
  static Optional<BigDecimal> of(String unit, Site.Spec site, Rates rates) {
    Optional<BigDecimal> money =
        switch (unit) {
          case Need.CPU -> site.price().map(Site.Price::cpuHour);
          case Need.MEMORY -> site.price().map(p -> byByte(p.memoryGibHour()));
          case Need.STORAGE -> site.price().flatMap(Site.Price::storageGibHour).map(Tariff::byByte);
          default -> Optional.of(BigDecimal.ZERO);
        };
    Optional<BigDecimal> grams =
        unit.equals(Need.CPU)
            ? site.energy()
                .map(
                    e ->
                        e.wattsPerCore()
                            .multiply(e.pue())
                            .multiply(e.gramsPerKwh())
                            .divide(THOUSAND, 18, RoundingMode.HALF_UP))
            : Optional.of(BigDecimal.ZERO);
    return Rates.times(rates.money(), money)
        .flatMap(m -> Rates.times(rates.grams(), grams).map(m::add));
  }

  private static BigDecimal byByte(BigDecimal gib) {
    return gib.divide(GIB, 18, RoundingMode.HALF_UP);
  }
}
