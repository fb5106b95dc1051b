package org.hansa.drivers.simulator.world;

/** The objects of one facet. */
public record Kind<T extends Record & Thing>(String facet, Class<T> type) {}
