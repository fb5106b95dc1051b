/**
 * What people have in formats of others, as resources of ours. A component gives an {@link
 * org.hansa.core.api.format.Importer} as a service; the doors find it by the name of its format,
 * read the document within their bounds and show what came of it. It fails by {@link
 * org.hansa.core.api.Problem}, which says value, rule and cure.
 */
@Export
@Version("1.0.0")
package org.hansa.core.api.format;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
