package org.hansa.core.kit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.place.SiteState;

/** What is said of the places behind an endpoint. */
final class PlaceRules {

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
  private static final List<String> PRIVACY =
      List.of("public", "internal", "confidential", "secret");
  private static final BigDecimal POLE = BigDecimal.valueOf(90);
  private static final BigDecimal LINE = BigDecimal.valueOf(180);

  private PlaceRules() {}

  /** The names of those that are found; none where there is no such ability. */
  static Set<String> names(Stage stage) {
    Set<String> names = new TreeSet<>();
    for (Object facet : stage.ours().all(SiteFacet.class)) {
      ((SiteFacet) facet).all(stage.ground().soon()).forEach(site -> names.add(site.name()));
    }
    return names;
  }

  static void says(Stage stage) {
    stage.need(SiteFacet.class).all(stage.ground().soon()).forEach(PlaceRules::says);
  }

  private static void says(SiteState site) {
    String name = site.name();
    Broken.unless(
        COUNTRY.matcher(site.jurisdiction()).matches(),
        name + " has the jurisdiction '" + Words.brief(site.jurisdiction()) + "'");
    Broken.unless(
        site.privacy().filter(p -> !PRIVACY.contains(p)).isEmpty(),
        name + " is cleared for " + Words.brief(site.privacy()));
    Broken.unless(
        site.latitude().isPresent() == site.longitude().isPresent()
            && site.latitude().filter(n -> n.abs().compareTo(POLE) > 0).isEmpty()
            && site.longitude().filter(n -> n.abs().compareTo(LINE) > 0).isEmpty(),
        name + " is at " + Words.brief(site.latitude()) + ", " + Words.brief(site.longitude()));
    site.price().ifPresent(price -> price(name, price));
    site.energy()
        .ifPresent(
            e ->
                Broken.unless(
                    e.gramsPerKwh().signum() >= 0
                        && e.pue().compareTo(BigDecimal.ONE) >= 0
                        && e.wattsPerCore().signum() >= 0,
                    name + " has the energy " + Words.brief(e)));
  }

  private static void price(String name, SiteState.Price price) {
    boolean negative =
        Stream.of(
                Stream.of(price.cpuHour(), price.memoryGibHour()),
                price.storageGibHour().stream(),
                price.egressGib().stream())
            .flatMap(prices -> prices)
            .anyMatch(n -> n.signum() < 0);
    boolean dear = price.egressGib().filter(n -> n.compareTo(DEAREST) > 0).isPresent();
    Broken.unless(
        !negative && !dear && CURRENCY.matcher(price.currency()).matches(),
        name + " asks " + Words.brief(price));
  }
}
