/**
 * The facet of an endpoint that has places of its own behind it, each with its law, price and
 * energy: a partner's installation, a provider's regions. Partners implement it, the runtime calls
 * it; it fails as {@link org.hansa.core.driver} says.
 */
@Export
@Version("1.0.0")
package org.hansa.core.driver.place;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
