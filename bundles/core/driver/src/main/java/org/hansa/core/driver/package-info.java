/**
 * The driver contract: all that a driver sees of Hansa. Partners implement {@link
 * org.hansa.core.driver.Driver} and the facets; only the runtime calls them. A verb fails by {@link
 * org.hansa.core.driver.DriverException}, whose reason says whether a retry can help.
 */
@Export
@Version("1.0.0")
package org.hansa.core.driver;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
