package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Logs in, and keeps what the next commands log in with. */
@Command(
    name = "login",
    description = "Log in to an installation, and keep that as a context.",
    footer = {
      "The password is typed without echo, or is one line of the input; what is kept is a token",
      "that is made for this place alone, and that logout takes away.",
      "",
      "  hansa login https://hansa.example.org",
      "  hansa login http://127.0.0.1:8181 --user ada@demo --context here",
      "  hansa login https://10.0.0.7:8443 --ca site-ca.pem --password-stdin < password"
    })
final class LoginVerb extends Verb {

  private static final Path MACHINE = Path.of("/etc/hostname");

  @Parameters(index = "0", paramLabel = "URL", description = "https://HOST or https://HOST:PORT")
  private String url;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "ACCOUNT",
      description = "NAME or NAME@TENANT; asked for if not said")
  private String user;

  @Option(names = "--password-stdin", description = "Read the password from the input")
  private boolean piped;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust the certificates in this file (PEM), and no others")
  private String authority;

  @Option(
      names = "--insecure-http",
      description = "Though whoever is in between can read all of it")
  private boolean insecure;

  LoginVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws IOException {
    Address address = Address.parse(url, insecure);
    String name = context().orElse(address.host().replaceAll("[^a-z0-9.-]", "")); // [::1] is ::1
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw misused("'" + name + "' is no name for a context: letters, digits, '.', '_' and '-'");
    }
    Optional<String> trusted = Optional.ofNullable(authority).map(Choice::authority);
    String login = Optional.ofNullable(user).orElseGet(() -> asked(screen));
    String password =
        piped || screen.keyboard().isEmpty()
            ? password(screen)
            : screen.secret("Password of " + login + ": ");
    Door door = new Door(Access.password(address, login, password, trusted), screen);
    JsonNode me = new Remote(door).me();
    Account account = Account.of(me);
    String token = Tokens.generate(around().random());
    String key = Tokens.fresh(machine(), around().random());
    account.set(door, key, token);
    Context made =
        new Context(address.toString(), account.ref().toString(), key, token, trusted, insecure);
    keep(screen, door, account, name, made);
    if (json) {
      screen.json(
          Json.tree(
              Map.of("context", name, "url", made.url(), "account", account.ref().toString())));
    } else {
      screen.line(
          "Logged in to " + address + " as " + account.login() + "; the context is " + name + ".");
    }
  }

  private String password(Terminal screen) throws IOException {
    if (!piped) {
      throw new Problem(
          Problem.Reason.PRECONDITION, "nobody can be asked here", "Add --password-stdin.");
    }
    return screen.piped();
  }

  private static String asked(Terminal screen) {
    return screen
        .keyboard()
        .flatMap(keyboard -> keyboard.line("Account: "))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () -> new Problem(Problem.Reason.INVALID, "no account was named", "Add --user NAME."));
  }

  /** A token that nobody keeps is left to nobody; nor is one that this context had before. */
  private void keep(Terminal screen, Door door, Account account, String name, Context made) {
    Contexts contexts = Contexts.of(around());
    Optional<Context> former;
    try {
      former = Optional.ofNullable(contexts.read().contexts().get(name));
      contexts.change(kept -> kept.with(name, made));
    } catch (Problem e) {
      account.set(door, made.key(), "");
      throw e;
    }
    former.ifPresent(
        old -> {
          try {
            ContextVerbs.revoke(screen, name, old);
          } catch (Problem e) {
            screen.aside(
                "hansa: the former token of this context was not taken away: " + e.getMessage());
          }
        });
  }

  private String machine() {
    Optional<String> said = around().variable("HOSTNAME");
    try {
      return said.isPresent() || !Files.isReadable(MACHINE)
          ? said.orElse("")
          : Files.readString(MACHINE).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
