package org.hansa.client;

import java.io.IOException;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Passwords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a password. */
@Command(
    name = "password",
    description = "Change your password, or an account's.",
    footer = {
      "Typed twice without echo, one line from a pipe, or generated and shown once.",
      "",
      "  hansa password",
      "  hansa password --generate ada@demo"
    })
final class PasswordVerb extends Verb {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACCOUNT",
      description = "NAME or NAME@TENANT; you if not said")
  private String account;

  @Option(names = "--generate", description = "Make one and show it once")
  private boolean generate;

  PasswordVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws IOException {
    Remote remote = remote();
    Account whose = account == null ? Account.of(remote.me()) : Account.ofLogin(account);
    String password = generate ? Passwords.generate(around().random()) : typed(screen);
    whose.set(remote.door(), "password", password);
    AccountVerbs.told(screen, json, whose, generate ? Optional.of(password) : Optional.empty());
  }

  private static String typed(Terminal screen) throws IOException {
    String first = screen.secret("New password: ");
    if (screen.keyboard().isPresent() && !first.equals(screen.secret("Once more: "))) {
      throw new Problem(Problem.Reason.INVALID, "the two differ; nothing was done", "Try again.");
    }
    return first;
  }
}
