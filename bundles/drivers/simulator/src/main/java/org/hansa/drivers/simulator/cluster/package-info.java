/**
 * Clusters on the hosts of a simulated site. The runtime calls this through the driver contract,
 * and it fails as that says.
 */
package org.hansa.drivers.simulator.cluster;
