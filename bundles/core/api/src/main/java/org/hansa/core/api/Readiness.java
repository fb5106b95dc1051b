package org.hansa.core.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** One part of the installation that says whether it is ready; {@code /health/ready} shows all. */
@ConsumerType
public interface Readiness {

  /** Its name, for instance {@code store}. */
  String part();

  /** Why it is not ready, or empty if it is. Answers at once. */
  Optional<String> trouble();

  /** What is to be known of it though it is ready, or empty. Answers at once. */
  default Optional<String> notice() {
    return Optional.empty();
  }
}
