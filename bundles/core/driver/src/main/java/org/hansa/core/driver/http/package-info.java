/**
 * HTTP for drivers: calls that keep the contract's deadlines, retries, reasons and secrecy. Drivers
 * call {@link org.hansa.core.driver.http.HttpCaller}; the only thing that they implement here are
 * functions that they hand in. Whatever fails does so by {@link
 * org.hansa.core.driver.DriverException}.
 */
@Export
@Version("1.0.0")
package org.hansa.core.driver.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
