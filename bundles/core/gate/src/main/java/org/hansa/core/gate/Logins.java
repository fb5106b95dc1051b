package org.hansa.core.gate;

import java.util.Optional;
import java.util.function.Supplier;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;

/**
 * Says who is there, of those who have an account. Nobody is, while the vault is shut; a stranger
 * is noted. Thread-safe.
 */
final class Logins {

  private final Accounts accounts;
  private final Vault vault;
  private final Refusals refusals;

  Logins(Accounts accounts, Vault vault, Refusals refusals) {
    this.accounts = accounts;
    this.vault = vault;
    this.refusals = refusals;
  }

  Principal password(String name, char[] password) {
    return known("login as " + name, () -> accounts.login(name, password));
  }

  Principal bearer(String token) {
    return known("login by token", () -> accounts.bearer(token));
  }

  Principal account(String name) {
    return known("login as " + name, () -> accounts.account(name));
  }

  private Principal known(String what, Supplier<Principal> who) {
    vault.requireOpen();
    try {
      return who.get();
    } catch (Problem e) {
      refusals.note(new Refusals.Refused("(unknown)", "login", "", Optional.empty(), what, e));
      throw e;
    }
  }
}
