package org.hansa.drivers.other;

/** Planted: stands for another driver. */
public interface Leaf {}
