package org.hansa.core.planted;

import org.hansa.platform.other.Component;

/** Planted: core that imports a component. */
record ImportsComponent(Component component) {}
