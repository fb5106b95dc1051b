package org.hansa.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.console.Passwords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts. */
@Command(
    name = "account",
    description = "Accounts: who may log in.",
    subcommands = AccountVerbs.Create.class)
final class AccountVerbs extends Group {

  /** Makes an account with a password. */
  @Command(
      name = "create",
      description = "Make an account; its password is generated and shown once, or typed.",
      footer = {
        "Roles: infrastructure-administrator, cloud-edge-administrator, use-case-administrator,",
        "use-case-user, auditor. An account of another tenant than system logs in as NAME@TENANT.",
        "",
        "  hansa account create --role use-case-administrator -t demo ada",
        "  hansa account create --role auditor --ask olaf"
      })
  static final class Create extends Tenanted {

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The name")
    private String name;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "A role; may be said more than once")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--ask", description = "Type the password, without echo")
    private boolean ask;

    Create(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) throws IOException {
      Remote remote = remote();
      Account account =
          new Account(new Ref(org.hansa.core.api.Account.KIND, remote.tenant(tenant()), name));
      String password =
          ask ? screen.secret("Password of " + name + ": ") : Passwords.generate(around().random());
      remote
          .door()
          .send(
              Ask.of("PUT", account.path(), Json.tree(Map.of("spec", Map.of("roles", roles))))
                  .with("If-None-Match", "*"));
      try {
        account.set(remote.door(), "password", password);
      } catch (Problem e) {
        // One that nobody can log in with is left behind by nobody.
        remote.door().find(Ask.of("DELETE", account.path()));
        throw e;
      }
      told(screen, json, account, ask ? Optional.empty() : Optional.of(password));
    }
  }

  static void told(Terminal screen, boolean json, Account account, Optional<String> password) {
    if (json) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("account", account.ref().toString()).put("login", account.login());
      password.ifPresent(p -> tree.put("password", p));
      screen.json(tree);
    } else {
      screen.line(account.ref() + " logs in as " + account.login() + ".");
      password.ifPresent(p -> screen.line("Password, shown this once: " + p));
    }
  }
}
