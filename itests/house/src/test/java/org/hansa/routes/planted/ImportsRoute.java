package org.hansa.routes.planted;

import org.hansa.routes.other.Flow;

/** Planted: a route that imports another bundle of routes. */
record ImportsRoute(Flow flow) {}
