/**
 * What a simulated site draws, and where its power comes from. The runtime calls these through the
 * driver contract, and they fail as it says.
 */
package org.hansa.drivers.simulator.energy;
