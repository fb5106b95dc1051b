package org.hansa.core.api.planted;

/** Planted: stands for the core API. */
public interface Api {}
