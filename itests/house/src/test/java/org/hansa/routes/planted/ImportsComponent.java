package org.hansa.routes.planted;

import org.hansa.platform.other.Component;

/** Planted: a route that imports a component. */
record ImportsComponent(Component component) {}
