package org.hansa.core.kit;

import org.hansa.core.driver.Opening;

/** An endpoint, as a driver is told of it. */
@FunctionalInterface
public interface Place {

  /**
   * How the endpoint is opened by an installation. Called again for each session: of one
   * installation it says the same each time, with the same private folder; of two, the same
   * endpoint with two folders.
   *
   * @param supplies what the kit gives, to be passed on as it is
   */
  Opening opening(String installation, Supplies supplies);
}
