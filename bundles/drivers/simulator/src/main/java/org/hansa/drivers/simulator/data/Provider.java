package org.hansa.drivers.simulator.data;

import java.util.Optional;

/** Who runs sites. */
public record Provider(String title, Optional<String> about) {}
