/**
 * The process driver: workloads and forwards as operating-system processes of the local Linux
 * machine. The runtime alone calls it, through the driver contract. It keeps nothing in memory that
 * it does not find again in its folder and in {@code /proc}, and fails by {@link
 * org.hansa.core.driver.DriverException}.
 */
package org.hansa.drivers.process;
