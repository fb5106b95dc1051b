package org.hansa.drivers.simulator.data;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A site with all that it refers to.
 *
 * @param number of the site in its continuum, from zero
 */
public record Site(
    Continuum continuum,
    String name,
    int number,
    Place place,
    Offer offer,
    Zone zone,
    Price price,
    Demand demand,
    List<Unit> hosts,
    List<Unit> servers) {

  private static final long UPLINK = 1_000_000_000;

  /** One machine. */
  public record Unit(String name, Machine machine) {}

  static Site of(Continuum continuum, String name) {
    Place place = continuum.sites().get(name);
    Offer offer = continuum.offer(name);
    Zone zone = continuum.zones().get(place.zone());
    return new Site(
        continuum,
        name,
        new ArrayList<>(continuum.sites().keySet()).indexOf(name),
        place,
        offer,
        zone,
        continuum.prices().get(place.prices()),
        new Demand(continuum.demand().get(place.demand()), ZoneId.of(zone.timeZone())),
        units(continuum, offer.hosts(), ""),
        units(continuum, offer.servers(), "metal-"));
  }

  private static List<Unit> units(Continuum continuum, Map<String, Integer> counts, String prefix) {
    List<Unit> all = new ArrayList<>();
    counts.forEach(
        (type, count) -> {
          for (int i = 1; i <= count; i++) {
            all.add(new Unit(prefix + type + "-" + i, continuum.machines().get(type)));
          }
        });
    return List.copyOf(all);
  }

  static long uplink(Offer offer) {
    return offer.uplink().orElse(UPLINK);
  }

  /** Bits a second to and from elsewhere. */
  public long uplink() {
    return uplink(offer);
  }
}
