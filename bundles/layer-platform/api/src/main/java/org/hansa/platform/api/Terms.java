package org.hansa.platform.api;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;

/**
 * What one contract says of one site.
 *
 * @param contract the resource
 * @param spec what it says in all
 * @param share what it says of the site
 * @param grant that lets the guest in, if there is one
 * @param obstacle why the contract is not in force; empty if it is
 */
public record Terms(
    Resource contract,
    Contract.Spec spec,
    Contract.Share share,
    Ref site,
    Optional<Resource> grant,
    Optional<String> obstacle) {

  public boolean draining() {
    return spec.draining().orElse(false);
  }

  /** The most that the guest may have of the site, by unit; what is not bounded is not in it. */
  public Map<String, BigDecimal> most() {
    Map<String, BigDecimal> most = new TreeMap<>();
    share.cpu().ifPresent(n -> most.put("cpu", n));
    share.memory().ifPresent(m -> most.put("memory", Quantity.bytes(m)));
    return most;
  }
}
