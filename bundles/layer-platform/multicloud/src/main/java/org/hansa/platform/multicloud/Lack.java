package org.hansa.platform.multicloud;

import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Why;
import org.hansa.platform.multicloud.Constraint.Level;
import org.hansa.platform.multicloud.Constraint.Refusal;

/** One constraint that refuses one need one host. */
record Lack(Need need, Offer offer, Constraint constraint, Refusal refusal) {

  /** As explanations have it: a site's refusal is said of the site. */
  Why why() {
    Ref candidate = constraint.level() == Level.SITE ? offer.site().ref() : offer.ref();
    return new Why(
        need.workload().ref(),
        candidate,
        constraint.id(),
        refusal.found(),
        refusal.wanted(),
        refusal.cure());
  }

  String says() {
    return constraint.id()
        + ": found '"
        + refusal.found()
        + "', wanted '"
        + refusal.wanted()
        + "'. "
        + refusal.cure();
  }
}
