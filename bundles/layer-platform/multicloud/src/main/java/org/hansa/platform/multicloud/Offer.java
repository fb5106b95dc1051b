package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Ports;
import org.hansa.platform.api.Site;

/**
 * A host of a site, and what is left of it.
 *
 * @param open true if its endpoint runs workloads now
 * @param claims all that is reserved of it
 * @param own the part of it that the application itself holds and that is decided anew
 * @param ports which of its ports may be given
 * @param share what a guest may have of the site; empty for who is none
 */
record Offer(
    Resource host,
    Resource site,
    boolean open,
    Claims claims,
    Map<String, BigDecimal> own,
    Ports.Within ports,
    Optional<Share> share) {

  /** The same for another application, which holds this part of it. */
  Offer owning(Map<String, BigDecimal> held, Optional<Share> left) {
    return new Offer(host, site, open, claims, held, ports, left);
  }

  Ref ref() {
    return host.ref();
  }

  Host.Status status() {
    return host.status().as(Host.Status.class);
  }

  Site.Spec place() {
    return site.spec().as(Site.Spec.class);
  }

  BigDecimal allocatable(String unit) {
    return status().allocatable().getOrDefault(unit, BigDecimal.ZERO);
  }

  /** What may be decided over: nothing of it is promised to anyone else. */
  BigDecimal free(String unit) {
    return allocatable(unit)
        .subtract(claims.amount(unit))
        .add(own.getOrDefault(unit, BigDecimal.ZERO));
  }
}
