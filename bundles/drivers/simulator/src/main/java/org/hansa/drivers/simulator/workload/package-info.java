/**
 * Hosts, workloads, forwards and meters of a simulated site. Nothing runs and nothing listens; the
 * runtime calls these through the driver contract, and they fail as it says.
 */
package org.hansa.drivers.simulator.workload;
