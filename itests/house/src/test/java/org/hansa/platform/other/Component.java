package org.hansa.platform.other;

/** Planted: stands for another component. */
public interface Component {}
