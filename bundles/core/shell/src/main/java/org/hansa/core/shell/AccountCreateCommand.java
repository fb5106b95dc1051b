package org.hansa.core.shell;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.console.Passwords;

/** Makes an account with a password. */
@Service
@Command(
    scope = "hansa",
    name = "account-create",
    description = "Make an account; its password is generated and shown once, or typed",
    detailedDescription =
        """
          hansa:account-create --role use-case-administrator -t demo ada
          hansa:account-create --role auditor --ask olaf

        An account of another tenant than system logs in as NAME@TENANT.
        """)
public class AccountCreateCommand extends HansaCommand {

  @Argument(name = "name", description = "The name", required = true)
  String name;

  @Option(name = "--role", description = "A role; may be said more than once", multiValued = true)
  @Completion(
      value = Object.class,
      values = {
        "infrastructure-administrator",
        "cloud-edge-administrator",
        "use-case-administrator",
        "use-case-user",
        "auditor"
      })
  List<String> roles = new ArrayList<>();

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(name = "--ask", description = "Type the password, without echo")
  boolean ask;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    Ref ref = new Ref(Account.KIND, tenant(tenant, principal), name);
    String password =
        ask
            ? new String(screen.secret("Password of " + name + ": "))
            : Passwords.generate(new SecureRandom());
    Account.Spec spec = new Account.Spec(roles, Optional.empty());
    Change make = new Change.Put(Draft.of(ref, Doc.of(spec)), Optional.of(0L));
    Change set = new Change.Values(ref, Map.of("password", password));
    gate.submit(Request.of(principal, DOOR, cause(), List.of(make, set)));
    PasswordCommand.tell(screen, json, ref, ask ? Optional.empty() : Optional.of(password));
  }

  static String login(Ref account) {
    return account.tenant().equals(Principal.SYSTEM_TENANT)
        ? account.name()
        : account.name() + "@" + account.tenant();
  }

  static Ref account(String login) {
    int at = login.indexOf('@');
    return at < 0
        ? new Ref(Account.KIND, Principal.SYSTEM_TENANT, login)
        : new Ref(Account.KIND, login.substring(at + 1), login.substring(0, at));
  }

  static Object shown(Ref ref, Optional<String> password) {
    return Json.tree(
        password
            .map(p -> Map.of("account", ref.toString(), "login", login(ref), "password", p))
            .orElse(Map.of("account", ref.toString(), "login", login(ref))));
  }
}
