/**
 * Plan before apply. The runtime implements {@link org.hansa.core.api.plan.Planner}; doors call it.
 * It fails by {@link org.hansa.core.api.Problem}, PRECONDITION if a plan no longer holds, and then
 * nothing is done.
 */
@Export
@Version("1.0.0")
package org.hansa.core.api.plan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
