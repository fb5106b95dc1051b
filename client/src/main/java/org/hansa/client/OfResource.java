package org.hansa.client;

import java.util.Optional;
import org.hansa.core.api.Ref;
import picocli.CommandLine.Parameters;

/** A verb about one resource. */
abstract class OfResource extends Tenanted {

  @Parameters(index = "0", paramLabel = "KIND", description = "The kind, or Kind/tenant/name")
  private String kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The name")
  private String name;

  OfResource(Surroundings around) {
    super(around);
  }

  Ref named(Remote remote) {
    return remote.ref(kind, Optional.ofNullable(name), tenant());
  }
}
