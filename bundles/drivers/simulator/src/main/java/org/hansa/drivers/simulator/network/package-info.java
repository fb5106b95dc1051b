/**
 * Virtual networks of a simulated site, and paths through its transport networks. The runtime calls
 * these through the driver contract, and they fail as it says.
 */
package org.hansa.drivers.simulator.network;
