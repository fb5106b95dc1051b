/**
 * Facets of networks: virtual networks that machines are attached to, and paths through a transport
 * network. Partners implement them, the runtime calls them; they fail as {@link
 * org.hansa.core.driver} says.
 */
@Export
@Version("1.0.0")
package org.hansa.core.driver.network;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
