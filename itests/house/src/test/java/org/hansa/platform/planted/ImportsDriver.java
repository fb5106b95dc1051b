package org.hansa.platform.planted;

import org.hansa.drivers.other.Leaf;

/** Planted: a component that imports a driver. */
record ImportsDriver(Leaf leaf) {}
