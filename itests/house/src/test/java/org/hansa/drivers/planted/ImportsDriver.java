package org.hansa.drivers.planted;

import org.hansa.drivers.other.Leaf;

/** Planted: a driver that imports another. */
record ImportsDriver(Leaf leaf) {}
