/**
 * Which change wakes which controller in the life of an application, from its acceptance to its
 * stable address. The runtime takes the routes in and calls the controllers; nobody calls this. A
 * route whose controller is absent waits for it; a failing resource comes back by its own backoff.
 */
package org.hansa.routes.lifecycle;
