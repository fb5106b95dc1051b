/**
 * Installs on this node what the store's extensions say, and brings archives in. Core; called by
 * doors through {@link org.hansa.core.api.Extensions}. What cannot be installed is said in the
 * extension's status, and what was there before goes on.
 */
package org.hansa.core.extensions;
