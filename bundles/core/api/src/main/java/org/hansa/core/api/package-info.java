/**
 * The model that everything shares: resources in one envelope, kinds, immutable documents and
 * snapshots, the one JSON mapper and the one error. Core implements it; components, routes and
 * doors read it. It fails only by {@link org.hansa.core.api.Problem}, which says value, rule and
 * cure.
 */
@Export
@Version("1.0.0")
package org.hansa.core.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
