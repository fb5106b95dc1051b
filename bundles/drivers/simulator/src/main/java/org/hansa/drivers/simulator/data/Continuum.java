package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A simulated continuum, whole: types, declared once and referred to by name, and the sites made of
 * them.
 *
 * @param continuum its name
 * @param about what people should know of it
 * @param include further files of it, relative to this one
 * @param seed of all that is drawn by chance
 * @param pageSize objects in a page of a list
 * @param settle how long a late object takes at most, in real time
 * @param demand per cent of what is asked for that is busy, by hour of local time: 24, or 168 from
 *     Monday
 */
public record Continuum(
    String continuum,
    @Bound(pattern = "(?s).{1,2000}") Optional<String> about,
    List<String> include,
    @Bound(or = "1") long seed,
    @Bound(or = "500", min = "1", max = "10000") int pageSize,
    @Bound(or = "2s", max = "60") Duration settle,
    @Bound(or = "{}") Durations durations,
    @Bound(or = "{}") Distance distance,
    List<Between> between,
    @Bound(max = "100") Map<String, List<Integer>> demand,
    Map<String, Shape> shapes,
    Map<String, Machine> machines,
    Map<String, Size> sizes,
    Map<String, BaseImage> images,
    Map<String, Price> prices,
    Map<String, Offer> profiles,
    Map<String, Provider> providers,
    Map<String, Zone> zones,
    Map<String, Place> sites,
    Map<String, Transport> transports,
    List<FaultRule> faults) {

  /** Milliseconds one way between two sites. */
  public double latency(String a, String b) {
    return between.stream()
        .filter(p -> p.joins(a, b))
        .flatMap(p -> p.latency().stream())
        .findFirst()
        .map(BigDecimal::doubleValue)
        .orElseGet(() -> distance.millis(sites.get(a).at(), sites.get(b).at()));
  }

  /** Bits a second between two sites: the narrower uplink, if nothing else is said. */
  public long bandwidth(String a, String b) {
    return between.stream()
        .filter(p -> p.joins(a, b))
        .flatMap(p -> p.bandwidth().stream())
        .findFirst()
        .orElseGet(() -> Math.min(Site.uplink(offer(a)), Site.uplink(offer(b))));
  }

  /** What a site has, by its profile and itself. */
  Offer offer(String site) {
    Place place = sites.get(site);
    Offer profile = profiles.get(place.profile());
    return place.offer().map(own -> own.over(profile)).orElse(profile);
  }
}
