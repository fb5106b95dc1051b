package org.hansa.drivers.hansa;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.place.SiteState;
import org.hansa.drivers.hansa.Offering.Place;

/** The partner's sites that the contract shares. */
record OfferedSites(Offering offering) implements SiteFacet {

  /** Of a GiB. */
  private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Set<String> CLASSES = Set.of("public", "internal", "confidential", "secret");
  private static final int MOST = 100;
  private static final BigDecimal POLE = BigDecimal.valueOf(90);
  private static final BigDecimal HALFWAY = BigDecimal.valueOf(180);

  @Override
  public List<SiteState> all(Deadline deadline) {
    Offering.Offer offer = offering.now(deadline);
    boolean draining = offer.spec().draining().orElse(false);
    return Offering.places(offer).stream().map(place -> state(place, draining)).toList();
  }

  private static SiteState state(Place place, boolean draining) {
    Bounds.require(
        COUNTRY.matcher(place.jurisdiction()).matches(),
        "the jurisdiction '" + Bounds.shown(place.jurisdiction()) + "'");
    place.privacy().ifPresent(of -> Bounds.require(CLASSES.contains(of), "a privacy of none"));
    place
        .location()
        .ifPresent(
            at ->
                Bounds.require(
                    within(at.latitude(), POLE) && within(at.longitude(), HALFWAY),
                    "a location that is not on earth"));
    return new SiteState(
        place.name(),
        Bounds.text(place.provider()),
        place.jurisdiction(),
        place.location().map(Offering.Spot::latitude),
        place.location().map(Offering.Spot::longitude),
        Bounds.list("certifications", place.certifications(), MOST).stream()
            .map(Bounds::text)
            .toList(),
        place.privacy(),
        place.price().map(OfferedSites::price),
        place.energy().map(OfferedSites::energy),
        draining || place.draining().orElse(false),
        place.simulated(),
        place.availability().map(OfferedSites::share));
  }

  private static BigDecimal share(BigDecimal availability) {
    Bounds.amount("an availability", availability);
    Bounds.require(availability.compareTo(BigDecimal.ONE) <= 0, "an availability of more than 1");
    return availability;
  }

  private static boolean within(BigDecimal degrees, BigDecimal most) {
    Bounds.amount("degrees", degrees.signum() < 0 ? degrees.negate() : degrees);
    return degrees.abs().compareTo(most) <= 0;
  }

  private static SiteState.Price price(Offering.Price price) {
    Bounds.require(CURRENCY.matcher(price.currency()).matches(), "a price without a currency");
    Optional<BigDecimal> storage = price.storageGibHour();
    return new SiteState.Price(
        price.currency(),
        Bounds.amount("a price of cpu", price.cpuHour()),
        Bounds.amount("a price of memory", price.memoryGibHour()),
        storage.map(each -> Bounds.amount("a price of storage", each)),
        price.egressGib().map(OfferedSites::egress));
  }

  private static BigDecimal egress(BigDecimal gib) {
    Bounds.amount("a price of egress", gib);
    Bounds.require(gib.compareTo(DEAREST) <= 0, "a price of egress of more than 1000000");
    return gib;
  }

  private static SiteState.Energy energy(Offering.Energy energy) {
    BigDecimal pue = Bounds.amount("a PUE", energy.pue());
    Bounds.require(pue.compareTo(BigDecimal.ONE) >= 0, "a PUE below 1");
    return new SiteState.Energy(
        Bounds.amount("a carbon intensity", energy.gramsPerKwh()),
        pue,
        Bounds.amount("a power", energy.wattsPerCore()));
  }
}
