package org.hansa.platform.planted;

import org.hansa.platform.other.Component;

/** Planted: a component that imports another. */
record ImportsComponent(Component component) {}
