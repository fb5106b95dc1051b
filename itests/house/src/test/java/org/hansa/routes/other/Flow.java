package org.hansa.routes.other;

/** Planted: stands for another route bundle. */
public interface Flow {}
