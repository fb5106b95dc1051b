/**
 * The kinds of the cloud-edge platform layer, as records: sites, hosts, workloads, instances and
 * connections. The platform's components own them; everyone may read them. What cannot be read
 * fails by {@link org.hansa.core.api.Problem}.
 */
@Export
@Version("1.1.0")
package org.hansa.platform.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
