package org.hansa.core.shell;

import java.security.AccessController;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;

/**
 * Who runs the thread. The subject of the access control context counts, which a session's owner
 * cannot write, unlike the session's variables.
 */
final class Who {

  private static final String ADMIN = "admin";

  private Who() {}

  /**
   * @throws Problem UNAUTHENTICATED for a login that is no account of ours
   */
  static Principal principal(Gate gate) {
    return gate.account(account());
  }

  static String account() {
    return accounts().stream()
        .findFirst()
        .map(AccountPrincipal::name)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.UNAUTHENTICATED,
                    "this session belongs to no account of Hansa",
                    "Log in over SSH with an account; the process administrator is none."));
  }

  /** True for the process administrator, who is root of this Karaf anyway; never for accounts. */
  static boolean isProcessAdministrator() {
    Subject subject = subject();
    return accounts().isEmpty()
        && subject.getPrincipals(RolePrincipal.class).stream()
            .anyMatch(role -> role.getName().equals(ADMIN));
  }

  private static Set<AccountPrincipal> accounts() {
    return subject().getPrincipals(AccountPrincipal.class);
  }

  /** Deprecated for removal in the JDK, and still the way in which Karaf 4.4 hands it over. */
  @SuppressWarnings("removal")
  private static Subject subject() {
    Subject subject = Subject.getSubject(AccessController.getContext());
    return subject == null ? new Subject() : subject;
  }
}
