/**
 * The kinds of the sustainability domain, as records: the energy of sites by the hour, and jobs
 * that can wait for better hours. The scheduler owns them; components of every layer may read them.
 * Nothing here can fail.
 */
@Export
@Version("1.0.0")
package org.hansa.sustainability.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
