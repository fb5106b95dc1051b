/**
 * Where state lives. The store bundle implements it; only core calls it: components, doors and
 * routes write through the gate. It fails by {@link org.hansa.core.api.Problem}, UNAVAILABLE when
 * the disk does, and then nothing of the transaction is written.
 */
@Export
@Version("1.0.0")
package org.hansa.core.api.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
