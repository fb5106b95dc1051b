/**
 * The simulator: endpoints of sites whose capacity, latency, prices, energy and faults are data.
 * The runtime alone calls it, through the driver contract. What stands at a site is kept in the
 * folder of its endpoint, and it fails by {@link org.hansa.core.driver.DriverException}.
 */
package org.hansa.drivers.simulator;
