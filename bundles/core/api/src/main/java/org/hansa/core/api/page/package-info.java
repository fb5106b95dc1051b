/**
 * What people see in a browser. A bundle gives its {@link org.hansa.core.api.page.PageSource} as a
 * service and knows nothing of the web's own interfaces; the door that has the HTTP server shows
 * them.
 */
@Export
@Version("1.0.0")
package org.hansa.core.api.page;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
