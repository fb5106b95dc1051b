package org.hansa.platform.api.planted;

import org.hansa.platform.other.Component;

/** Planted: a contract that imports a component. */
record ImportsComponent(Component component) {}
