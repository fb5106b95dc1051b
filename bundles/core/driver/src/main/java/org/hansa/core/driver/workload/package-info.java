/**
 * Facets of what runs workloads: hosts, workloads, forwards to them, and meters of what they use.
 * Partners implement them, the runtime calls them; they fail as {@link org.hansa.core.driver} says.
 */
@Export
@Version("1.0.0")
package org.hansa.core.driver.workload;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
