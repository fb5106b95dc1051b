/**
 * The kinds of the service orchestration layer, as records. Components and doors of every layer may
 * read them; the Service Orchestrator owns them. Nothing here can fail.
 */
@Export
@Version("1.0.0")
package org.hansa.orchestration.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
