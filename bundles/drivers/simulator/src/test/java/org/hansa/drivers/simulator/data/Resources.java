package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A continuum as documents: a Site and an Endpoint for each of its sites, in Hansa's own form. */
final class Resources {

  private static final String HEAD =
      """
      # The simulator's continuum '%1$s' as sites and endpoints. Nothing real stands behind any of it:
      # names begin with sim-, and every site, endpoint and host says that it is simulated.
      # Made from simulator/%1$s*.yaml by the tests of bundles/drivers/simulator: change it there, then
      #   mvn test -pl :org.hansa.drivers.simulator -Dtest=ResourcesTest -Dhansa.write=true
      """;

  private static final int NEIGHBOURS = 8;

  private Resources() {}

  static String of(Continua continua, String continuum, String anySite) {
    StringBuilder text = new StringBuilder(HEAD.formatted(continuum));
    Continuum data = continua.site(continuum, anySite).continuum();
    String before = "";
    for (String name : data.sites().keySet()) {
      Site site = continua.site(continuum, name);
      text.append(before).append(site(site)).append("---\n").append(endpoint(site));
      before = "---\n";
    }
    return text.toString();
  }

  private static String site(Site site) {
    Place place = site.place();
    String kind = place.kind().name().toLowerCase(Locale.ROOT);
    return """
        kind: Site
        tenant: system
        name: sim-%s
        labels: {simulated: "true", kind: %s}
        spec:
          provider: %s
          jurisdiction: "%s"
          location: {latitude: %s, longitude: %s}
          certifications: [%s]
        %s  price: {currency: %s, cpuHour: %s, memoryGibHour: %s, storageGibHour: %s%s}
          energy: {gramsPerKwh: %s, pue: %s, wattsPerCore: %s}
          links:
        %s"""
        .formatted(
            site.name(),
            kind,
            site.continuum().providers().get(place.provider()).title(),
            place.jurisdiction(),
            place.at().get(0).toPlainString(),
            place.at().get(1).toPlainString(),
            String.join(", ", place.certifications()),
            place
                .privacy()
                .map(p -> "  privacy: " + p.name().toLowerCase(Locale.ROOT) + "\n")
                .orElse(""),
            site.price().currency(),
            plain(site.price().cpuHour()),
            plain(site.price().memoryGibHour()),
            plain(site.price().storageGibHour()),
            site.price().trafficGib().map(n -> ", egressGib: " + plain(n)).orElse(""),
            plain(site.zone().carbon().mean()),
            plain(place.pue()),
            wattsPerCore(site),
            links(site));
  }

  /** Round trip and megabits a second to the nearest other sites. */
  private static String links(Site site) {
    Continuum continuum = site.continuum();
    return continuum.sites().keySet().stream()
        .filter(other -> !other.equals(site.name()))
        .sorted(
            Comparator.comparing((String other) -> continuum.latency(site.name(), other))
                .thenComparing(other -> other))
        .limit(NEIGHBOURS)
        .map(
            other ->
                String.format(
                    Locale.ROOT,
                    "    sim-%s: {millis: %.2f, mbps: %d}\n",
                    other,
                    2 * continuum.latency(site.name(), other),
                    continuum.bandwidth(site.name(), other) / 1_000_000))
        .collect(Collectors.joining());
  }

  private static String endpoint(Site site) {
    return """
        kind: Endpoint
        tenant: system
        name: sim-%1$s
        labels: {simulated: "true"}
        spec:
          driver: simulator
          site: sim-%1$s
          options: {continuum: %2$s, site: %1$s}
        """
        .formatted(site.name(), site.continuum().continuum());
  }

  private static String wattsPerCore(Site site) {
    long watts = sum(site, h -> h.machine().watts().peak().longValue());
    long cores = sum(site, h -> h.machine().cores());
    return BigDecimal.valueOf(watts)
        .divide(BigDecimal.valueOf(cores), 1, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static long sum(Site site, ToLongFunction<Site.Unit> of) {
    return site.hosts().stream().mapToLong(of).sum();
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }
}
