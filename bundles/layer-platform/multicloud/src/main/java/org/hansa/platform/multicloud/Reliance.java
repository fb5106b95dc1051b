package org.hansa.platform.multicloud;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Relied;
import org.hansa.platform.multicloud.Placement.Assignment;

/** That what sites say of what lies between them is no worse than it was when it decided. */
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
    for (Assignment other : assignments) {
      if (calls.isAsked(moved.need().component().name(), other.need().component().name())) {
        said(moved.offer(), other.offer(), all);
        said(other.offer(), moved.offer(), all);
      }
    }
  }

  private static void said(Offer from, Offer to, Set<Relied> all) {
    Ref site = from.site().ref();
    String link = "/spec/links/" + to.site().ref().name();
    Between.link(from, to)
        .filter(l -> !site.equals(to.site().ref()))
        .ifPresent(
            l -> {
              l.millis().ifPresent(n -> all.add(Relied.atMost(site, link + "/millis", n)));
              l.mbps()
                  .ifPresent(
                      n ->
                          all.add(
                              new Relied(
                                  site, link + "/mbps", Relied.Test.AT_LEAST, n.toPlainString())));
              l.egressGib().ifPresent(n -> all.add(Relied.atMost(site, link + "/egressGib", n)));
            });
  }
}
