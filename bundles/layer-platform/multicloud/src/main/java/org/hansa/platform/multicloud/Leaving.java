package org.hansa.platform.multicloud;

import org.hansa.core.api.Ref;

/**
 * The one replica that leaves its place though it might stay, and where it goes.
 *
 * @param need its name
 * @param says why, for people; ends with a semicolon and a blank
 */
record Leaving(String need, Ref to, String says) {

  boolean is(Need other) {
    return need.equals(other.name());
  }

  /** False only for the replica itself, anywhere else. */
  boolean lets(Need other, Offer offer) {
    return !is(other) || to.equals(offer.ref());
  }
}
