/**
 * The simulated world of one endpoint: what stands there, since when and until when, how that is
 * kept, and what goes wrong. Facets describe their objects to it and leave the rest to it. It fails
 * by {@link org.hansa.core.driver.DriverException}. Records that are kept grow only by components
 * that are Optional or a collection: whoever comes later must read the journal of before.
 */
package org.hansa.drivers.simulator.world;
