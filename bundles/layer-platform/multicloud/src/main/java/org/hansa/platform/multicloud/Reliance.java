package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Relied;
import org.hansa.platform.api.Site;
import org.hansa.platform.multicloud.Placement.Assignment;

/** That what sites say of what lies between them still lets it be, and costs no more. */
record Reliance(Calls calls, List<Assignment> assignments) {

  /** Of what is newly placed, and of all that something is asked of on the way to it. */
  Set<Relied> all() {
    Set<Relied> all = new LinkedHashSet<>();
    if (calls.isAny()) {
      assignments.stream().filter(Assignment::moved).forEach(a -> on(a, all));
    }
    return all;
  }

  private void on(Assignment moved, Set<Relied> all) {
    String own = moved.need().component().name();
    for (Assignment other : assignments) {
      String name = other.need().component().name();
      boolean elsewhere = !moved.offer().site().ref().equals(other.offer().site().ref());
      List<Call> between =
          elsewhere
              ? calls.of(moved.need()).stream().filter(c -> c.other(own).equals(name)).toList()
              : List.of();
      Optional<BigDecimal> most =
          between.stream().flatMap(c -> c.maxMillis().stream()).reduce(BigDecimal::min);
      if (elsewhere && (most.isPresent() || calls.isChained(own, name))) {
        // A chain is the sum of several, so each of them is to be no more than it was.
        Optional<BigDecimal> bound = calls.isChained(own, name) ? Optional.empty() : most;
        near(moved.offer(), other.offer(), bound, all);
        near(other.offer(), moved.offer(), bound, all);
      }
      if (between.stream().anyMatch(c -> c.sentBy(own).signum() > 0)) {
        paid(moved.offer(), other.offer(), all);
      }
      if (between.stream().anyMatch(c -> c.sentTo(own).signum() > 0)) {
        paid(other.offer(), moved.offer(), all);
      }
    }
  }

  /** What was not said may have been said meanwhile, and then counts. */
  private static void near(Offer from, Offer to, Optional<BigDecimal> most, Set<Relied> all) {
    Ref site = from.site().ref();
    if (site.tenant().equals(to.site().ref().tenant())) {
      String millis = link(to) + "/millis";
      all.add(
          Between.link(from, to)
              .flatMap(Site.Link::millis)
              .map(n -> Relied.atMost(site, millis, most.orElse(n)))
              .orElseGet(() -> Relied.is(site, millis, "")));
    }
  }

  private static void paid(Offer from, Offer to, Set<Relied> all) {
    Ref site = from.site().ref();
    Optional<Site.Link> link = Between.link(from, to);
    link.flatMap(Site.Link::mbps)
        .ifPresent(n -> all.add(Relied.atLeast(site, link(to) + "/mbps", n)));
    from.place()
        .price()
        .ifPresent(p -> all.add(Relied.is(site, "/spec/price/currency", p.currency())));
    link.flatMap(Site.Link::egressGib)
        .map(n -> Relied.atMost(site, link(to) + "/egressGib", n))
        .or(
            () ->
                from.place()
                    .price()
                    .flatMap(Site.Price::egressGib)
                    .map(n -> Relied.atMost(site, "/spec/price/egressGib", n)))
        .ifPresent(all::add);
  }

  private static String link(Offer to) {
    return "/spec/links/" + to.site().ref().name();
  }
}
