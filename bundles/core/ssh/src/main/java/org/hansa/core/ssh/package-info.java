/**
 * SSH for who writes a driver: one connection to one machine, commands that end by a deadline, and
 * files. Drivers call it, and nobody else need implement it. It fails by {@link
 * org.hansa.core.driver.DriverException}, with a reason that fits.
 */
@Export
@Version("1.0.0")
package org.hansa.core.ssh;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
