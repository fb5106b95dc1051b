package org.hansa.core.gate;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.gate.Principal;

/**
 * Naming a secret where it is used. Whoever says which driver gets it, and by which options where
 * that sends it, could have it sent to themselves: so they must have the right to use it.
 */
final class SecretUse {

  /** A right to use a secret, not to see it: nobody may that. */
  private static final String USE = "ask";

  private SecretUse() {}

  /**
   * @param former what stood before; what does not change where the secret goes needs no right
   */
  static void check(
      Authority authority, Principal writer, Draft endpoint, Optional<Resource> former) {
    Endpoint.Spec next = endpoint.spec().as(Endpoint.Spec.class);
    if (next.secret().isEmpty() || writer.isController()) {
      return;
    }
    boolean goesAsBefore =
        former
            .map(f -> f.spec().as(Endpoint.Spec.class))
            .filter(f -> way(f).equals(way(next)))
            .isPresent();
    Ref secret = new Ref(Secret.KIND, endpoint.ref().tenant(), next.secret().get());
    if (!goesAsBefore && !authority.may(writer, USE, Secret.KIND, secret.tenant())) {
      throw Lack.of(
          writer,
          "use",
          secret,
          "This needs a role that may ask Secret, or someone who has it.",
          Problem.Missing.of(USE, Secret.KIND, secret.tenant()));
    }
  }

  private static List<?> way(Endpoint.Spec spec) {
    return List.of(spec.driver(), spec.version(), spec.options(), spec.secret());
  }
}
