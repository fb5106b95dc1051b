package org.hansa.core.shell;

import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Gate;

/**
 * Logs in with an account's password, or with a bearer token of that account in its place. It gives
 * the roles {@code ssh} (may connect) and {@code hansa} (may call our commands), never more.
 */
public final class HansaLoginModule implements LoginModule {

  /** The option that carries the gate. */
  static final String GATE = "hansa.gate";

  /** No shorter text is a token; a wrong password must not be tried as one, nor counted twice. */
  private static final int SHORTEST_TOKEN = 22;

  private Subject subject;
  private CallbackHandler handler;
  private Gate gate;
  private List<Principal> principals = List.of();

  @Override
  public void initialize(
      Subject subject, CallbackHandler handler, Map<String, ?> shared, Map<String, ?> options) {
    this.subject = subject;
    this.handler = handler;
    this.gate = (Gate) options.get(GATE);
  }

  @Override
  public boolean login() throws LoginException {
    NameCallback name = new NameCallback("name");
    PasswordCallback password = new PasswordCallback("password", false);
    try {
      handler.handle(new Callback[] {name, password});
    } catch (IOException | UnsupportedCallbackException e) {
      throw failed("a name and a password are needed", e);
    }
    char[] given = Optional.ofNullable(password.getPassword()).orElse(new char[0]);
    password.clearPassword();
    try {
      check(Optional.ofNullable(name.getName()).orElse(""), given);
    } catch (Problem problem) {
      throw failed(problem.line(), problem);
    } finally {
      Arrays.fill(given, '\0');
    }
    principals =
        List.of(
            new AccountPrincipal(name.getName()),
            new UserPrincipal(name.getName()),
            new RolePrincipal("ssh"),
            new RolePrincipal("hansa"));
    return true;
  }

  private void check(String name, char[] given) {
    if (given.length < SHORTEST_TOKEN || !isTokenOf(name, given)) {
      gate.login(name, given);
    }
  }

  private boolean isTokenOf(String name, char[] given) {
    try {
      return gate.bearer(new String(given)).name().equals(gate.account(name).name());
    } catch (Problem noToken) {
      return false;
    }
  }

  private static LoginException failed(String message, Exception cause) {
    FailedLoginException failed = new FailedLoginException(message);
    failed.initCause(cause);
    return failed;
  }

  @Override
  public boolean commit() {
    subject.getPrincipals().addAll(principals);
    return !principals.isEmpty();
  }

  @Override
  public boolean abort() {
    return logout();
  }

  @Override
  public boolean logout() {
    boolean was = !principals.isEmpty();
    subject.getPrincipals().removeAll(principals);
    principals = List.of();
    return was;
  }
}
