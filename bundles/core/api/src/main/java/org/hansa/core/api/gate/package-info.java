/**
 * The one gate. The gate bundle implements it; doors, runtime and planner call it, and nothing
 * writes past it. It fails by {@link org.hansa.core.api.Problem}, whose reason every door renders
 * in its way.
 */
@Export
@Version("1.2.0")
package org.hansa.core.api.gate;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
