/**
 * Servers, virtual machines, images and volumes of a simulated site. The runtime calls these
 * through the driver contract, and they fail as it says.
 */
package org.hansa.drivers.simulator.machine;
