/**
 * The contract kit: the rules that every driver obeys, as data, and what tries a driver by them.
 * Tests of drivers and the runtime's commands call it; partners only describe their driver to it by
 * a {@link org.hansa.core.kit.Subject}. A rule that is broken is a verdict in the report, never an
 * exception.
 */
@Export
@Version("1.0.0")
package org.hansa.core.kit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
