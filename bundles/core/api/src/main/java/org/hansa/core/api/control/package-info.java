/**
 * Controllers and what they want. Components implement {@link
 * org.hansa.core.api.control.Controller} and {@link org.hansa.core.api.control.Function}; only the
 * runtime and the planner call them. A controller fails by {@link org.hansa.core.api.Problem};
 * anything else it throws is a defect and is retried with backoff.
 */
@Export
@Version("1.1.0")
package org.hansa.core.api.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
