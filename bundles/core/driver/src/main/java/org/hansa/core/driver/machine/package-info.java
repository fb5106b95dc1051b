/**
 * Facets of what makes machines: physical servers and their claims, virtual machines, their sizes,
 * images and volumes. Partners implement them, the runtime calls them; they fail as {@link
 * org.hansa.core.driver} says.
 */
@Export
@Version("1.0.0")
package org.hansa.core.driver.machine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
