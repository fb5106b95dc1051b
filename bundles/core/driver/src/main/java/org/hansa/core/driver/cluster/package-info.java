/**
 * The facet of clusters that run containers. Partners implement it, the runtime calls it; it fails
 * as {@link org.hansa.core.driver} says.
 */
@Export
@Version("1.0.0")
package org.hansa.core.driver.cluster;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
