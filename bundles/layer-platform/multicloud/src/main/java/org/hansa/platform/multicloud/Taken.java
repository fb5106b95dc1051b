package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Keys;
import org.hansa.core.api.Ref;
import org.hansa.platform.api.Ports;
import org.hansa.platform.multicloud.Placement.Assignment;

/**
 * What those who come first will newly have of each host. What they will leave is not given to
 * others before it is left.
 */
final class Taken {

  private final Map<Ref, Map<String, BigDecimal>> amounts = new HashMap<>();
  private final Map<Ref, List<String>> keys = new HashMap<>();
  private final Map<Ref, List<Applicant>> who = new HashMap<>();

  /** Takes what an application will have at these places beyond what it holds there. */
  void add(Applicant applicant, List<Assignment> assignments) {
    Map<Ref, Map<String, BigDecimal>> held = Amount.byPool(applicant.held());
    for (Assignment a : assignments) {
      Ref host = a.offer().ref();
      Map<String, BigDecimal> more = beyond(a, held.getOrDefault(host, new HashMap<>()));
      if (a.moved() || !more.isEmpty()) {
        // A guest's share is of the site as a whole.
        for (Ref place : List.of(host, a.offer().site().ref())) {
          amounts.merge(place, more, Amount::sum);
          note(place, applicant);
        }
        a.ports().values().stream()
            .map(Ports::key)
            .forEach(key -> keys.computeIfAbsent(host, h -> new ArrayList<>()).add(key));
      }
    }
  }

  /**
   * @param held what is held of the host and no other replica has counted yet; less afterwards
   */
  private static Map<String, BigDecimal> beyond(Assignment a, Map<String, BigDecimal> held) {
    Map<String, BigDecimal> more = new HashMap<>();
    a.need()
        .amounts()
        .forEach(
            (unit, n) -> {
              BigDecimal own = n.min(held.getOrDefault(unit, BigDecimal.ZERO));
              held.merge(unit, own.negate(), BigDecimal::add);
              more.put(unit, n.subtract(own));
            });
    more.values().removeIf(n -> n.signum() == 0);
    return more;
  }

  private void note(Ref place, Applicant applicant) {
    List<Applicant> all = who.computeIfAbsent(place, p -> new ArrayList<>());
    Ref ref = applicant.application().ref();
    if (all.stream().noneMatch(a -> a.application().ref().equals(ref))) {
      all.add(applicant);
    }
  }

  boolean isEmpty() {
    return who.isEmpty();
  }

  /** Who takes something of a host or of a site, in the order in which they come. */
  List<Applicant> at(Ref place) {
    return who.getOrDefault(place, List.of());
  }

  /** The same of any of these. */
  List<Applicant> at(Collection<Ref> places) {
    Map<Ref, Applicant> found = new HashMap<>();
    for (Ref place : places) {
      at(place).forEach(applicant -> found.put(applicant.application().ref(), applicant));
    }
    return found.values().stream()
        .sorted(Comparator.comparing(Applicant::application, Applicant.ORDER))
        .toList();
  }

  /** All who take something anywhere. */
  List<Applicant> all() {
    return at(who.keySet());
  }

  /** What is left of these. */
  List<Offer> from(List<Offer> offers) {
    return offers.stream()
        .map(offer -> amounts.containsKey(offer.site().ref()) ? from(offer) : offer)
        .toList();
  }

  private Offer from(Offer offer) {
    Keys all = offer.claims().keys();
    for (String key : keys.getOrDefault(offer.ref(), List.of())) {
      all = all.plus(key);
    }
    Map<String, BigDecimal> here = amounts.getOrDefault(offer.ref(), Map.of());
    Map<String, BigDecimal> atSite = amounts.get(offer.site().ref());
    return new Offer(
        offer.host(),
        offer.site(),
        offer.open(),
        new Claims(Amount.sum(offer.claims().amounts(), here), all),
        offer.own(),
        offer.ports(),
        offer.share().map(s -> s.beside(Amount.sum(s.others(), atSite))));
  }
}
