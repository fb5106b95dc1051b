package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.console.Passwords;

/** Changes a password. */
@Service
@Command(
    scope = "hansa",
    name = "password",
    description = "Change your password, or an account's",
    detailedDescription =
        """
        Typed twice without echo, or generated and shown once.

          hansa:password
          hansa:password --generate ada@demo
        """)
public class PasswordCommand extends HansaCommand {

  @Argument(name = "account", description = "NAME or NAME@TENANT; you if not said")
  String account;

  @Option(name = "--generate", description = "Make one and show it once")
  boolean generate;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    Ref ref = AccountCreateCommand.account(account == null ? Who.account() : account);
    String password = generate ? Passwords.generate(new SecureRandom()) : typed(screen);
    Change change = new Change.Values(ref, Map.of("password", password));
    gate.submit(Request.of(principal, DOOR, cause(), List.of(change)));
    tell(screen, json, ref, generate ? Optional.of(password) : Optional.empty());
  }

  private static String typed(Screen screen) throws java.io.IOException {
    char[] first = screen.secret("New password: ");
    if (screen.isInteractive() && !Arrays.equals(first, screen.secret("Once more: "))) {
      throw new Problem(Problem.Reason.INVALID, "the two differ; nothing was done", "Try again.");
    }
    return new String(first);
  }

  static void tell(Screen screen, boolean json, Ref ref, Optional<String> password) {
    if (json) {
      screen.json((JsonNode) AccountCreateCommand.shown(ref, password));
    } else {
      screen.line(ref + " logs in as " + AccountCreateCommand.login(ref) + ".");
      password.ifPresent(p -> screen.line("Password, shown this once: " + p));
    }
  }
}
