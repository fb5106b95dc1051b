/**
 * Interfaces that others have laid down, at the web's door. A bundle gives its {@link
 * org.hansa.core.api.facade.Facade} as a service and knows nothing of servlets; the door that has
 * the HTTP server calls it. It fails by {@link org.hansa.core.api.Problem}, and says itself how
 * that reads in its own form.
 */
@Export
@Version("1.1.0")
package org.hansa.core.api.facade;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
