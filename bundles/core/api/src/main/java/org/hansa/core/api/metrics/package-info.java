/**
 * What the installation measures of itself. Parts give {@link org.hansa.core.api.metrics.Measured}
 * as services, doors read them and write {@link org.hansa.core.api.metrics.OpenMetrics}. A badly
 * named family fails when it is made.
 */
@Export
@Version("1.0.0")
package org.hansa.core.api.metrics;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
