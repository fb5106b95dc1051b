package org.hansa.client;

import java.util.Optional;
import picocli.CommandLine.Option;

/** A verb in a tenant. */
abstract class Tenanted extends Verb {

  @Option(
      names = {"-t", "--tenant"},
      paramLabel = "TENANT",
      description = "The tenant; yours if not said")
  private String tenant;

  Tenanted(Surroundings around) {
    super(around);
  }

  Optional<String> tenant() {
    return Optional.ofNullable(tenant);
  }
}
