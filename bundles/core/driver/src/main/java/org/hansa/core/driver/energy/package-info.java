/**
 * Facets of energy: what draws power, and where the power comes from, with carbon and price by the
 * hour. Partners implement them, the runtime calls them; they fail as {@link org.hansa.core.driver}
 * says.
 */
@Export
@Version("1.0.0")
package org.hansa.core.driver.energy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
