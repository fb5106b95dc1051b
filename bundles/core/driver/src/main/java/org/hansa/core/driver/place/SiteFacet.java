package org.hansa.core.driver.place;

import org.hansa.core.driver.Inventory;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The places behind an endpoint that has several. Its hosts say at which of them they stand, and a
 * workload that names a host runs there and nowhere else.
 */
@ConsumerType
public interface SiteFacet extends Inventory<SiteState> {

  String NAME = "site";

  @Override
  default String name() {
    return NAME;
  }

  @Override
  default Class<SiteState> state() {
    return SiteState.class;
  }
}
