package org.hansa.core.gate;

import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;

/** How a user is told that a right is missing: in words, and which one it is for programs. */
final class Lack {

  private Lack() {}

  /**
   * The right to do something to a resource. Controllers and routes have no rights of this form.
   *
   * @param site where it is missing, of a right that is there at others
   */
  static Problem of(Principal principal, String verb, Ref ref, String cure, Optional<String> site) {
    Problem.Missing right = Problem.Missing.of(Roles.known(verb), ref.kind(), ref.tenant());
    return principal.isController() || Grants.isRoute(principal)
        ? Authority.forbidden(principal, verb, ref, cure)
        : Problem.lacking(
            words(principal, verb, ref),
            cure,
            new Problem.Missing(right.verb(), right.kind(), right.tenant(), site));
  }

  /**
   * Another right than that to the resource itself.
   *
   * @param what was to be done to ref, as a sentence has it
   */
  static Problem of(
      Principal principal, String what, Ref ref, String cure, Problem.Missing missing) {
    return Problem.lacking(words(principal, what, ref), cure, missing);
  }

  static String words(Principal principal, String what, Ref ref) {
    return principal.name() + " may not " + what + " " + ref;
  }
}
