package org.hansa.client;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What a command line is run in. */
record Surroundings(
    Terminal terminal, Map<String, String> environment, InstantSource clock, SecureRandom random) {

  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** A variable that says something. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
