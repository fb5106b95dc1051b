package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.driver.place.SiteState;
import org.hansa.platform.api.Location;
import org.hansa.platform.api.Site;

/** Reads a place as a driver says it. It is another's word: what no Site can say is not taken. */
final class Place {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final List<String> PRIVACY =
      List.of("public", "internal", "confidential", "secret");
  private static final BigDecimal POLE = BigDecimal.valueOf(90);
  private static final BigDecimal LINE = BigDecimal.valueOf(180);

  private Place() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** What is wrong with it, in words; empty if it can be a Site. */
  static Optional<String> wrong(SiteState p) {
    if (!isName(p.name())) {
      return Optional.of("no name for a Site");
    }
    if (!COUNTRY.matcher(p.jurisdiction()).matches()) {
      return Optional.of("its jurisdiction '" + p.jurisdiction() + "' is no code of ISO 3166");
    }
    if (p.privacy().filter(c -> !PRIVACY.contains(c)).isPresent()) {
      return Optional.of("its privacy '" + p.privacy().get() + "' is none of " + PRIVACY);
    }
    boolean elsewhere =
        p.latitude().filter(n -> n.abs().compareTo(POLE) > 0).isPresent()
            || p.longitude().filter(n -> n.abs().compareTo(LINE) > 0).isPresent();
    if (elsewhere) {
      return Optional.of("its location is not on the Earth");
    }
    if (p.availability()
        .filter(n -> n.signum() < 0 || n.compareTo(BigDecimal.ONE) > 0)
        .isPresent()) {
      return Optional.of("its availability is not between 0 and 1");
    }
    return p.price().filter(c -> !isPrice(c)).isPresent()
        ? Optional.of("its price is negative or beyond all bounds, or in no currency of ISO 4217")
        : p.energy()
            .filter(e -> !isEnergy(e))
            .map(e -> "its energy is negative, or its PUE below 1");
  }

  /** As the kind has it: one place that asks more must not keep the others out. */
  private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

  private static boolean isPrice(SiteState.Price p) {
    return CURRENCY.matcher(p.currency()).matches()
        && p.cpuHour().signum() >= 0
        && p.memoryGibHour().signum() >= 0
        && p.storageGibHour().filter(n -> n.signum() < 0).isEmpty()
        && p.egressGib().filter(n -> n.signum() < 0 || n.compareTo(DEAREST) > 0).isEmpty();
  }

  private static boolean isEnergy(SiteState.Energy e) {
    return e.gramsPerKwh().signum() >= 0
        && e.pue().compareTo(BigDecimal.ONE) >= 0
        && e.wattsPerCore().signum() >= 0;
  }

  /**
   * @param measured what people have written of what lies between it and others; it stays
   */
  static Site.Spec spec(SiteState p, Optional<Site.Spec> measured) {
    return new Site.Spec(
        p.provider(),
        p.jurisdiction(),
        p.latitude().flatMap(n -> p.longitude().map(e -> new Location(n, e))),
        p.certifications(),
        p.privacy(),
        p.price()
            .map(
                c ->
                    new Site.Price(
                        c.currency(),
                        c.cpuHour(),
                        c.memoryGibHour(),
                        c.storageGibHour(),
                        c.egressGib())),
        p.energy().map(e -> new Site.Energy(e.gramsPerKwh(), e.pue(), e.wattsPerCore())),
        Optional.of(true).filter(x -> p.draining()),
        p.availability(),
        measured.map(Site.Spec::links).orElse(Map.of()),
        measured.map(Site.Spec::areas).orElse(Map.of()));
  }
}
