package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens of an account, for programs. */
@Command(
    name = "token",
    description = "Tokens of an account: what programs log in with.",
    subcommands = {TokenVerbs.Create.class, TokenVerbs.ListAll.class, TokenVerbs.Revoke.class})
final class TokenVerbs extends Group {

  /** A verb about the tokens of one account. */
  abstract static class OfAccount extends Verb {

    @Option(
        names = "--account",
        paramLabel = "ACCOUNT",
        description = "NAME or NAME@TENANT; you if not said")
    private String account;

    OfAccount(Surroundings around) {
      super(around);
    }

    Account whose(Remote remote) {
      return account == null ? Account.of(remote.me()) : Account.ofLogin(account);
    }

    /** The places that it has tokens for; of the one without a place, a dash. */
    static List<String> places(Remote remote, Account account) {
      List<String> places = new ArrayList<>();
      for (JsonNode key : remote.tree(account.ref()).at("/status/keys")) {
        String text = key.asText();
        if (text.equals(Tokens.KEY)) {
          places.add("-");
        } else if (text.startsWith(Tokens.KEY + ".")) {
          places.add(text.substring(Tokens.KEY.length() + 1));
        }
      }
      return places;
    }
  }

  /** Makes one and shows it once. */
  @Command(
      name = "create",
      description = "Make a token for a place, and show it once.",
      footer = {
        "It takes the place of one that is there for the same place. A program is given it as",
        "HANSA_TOKEN, with HANSA_URL.",
        "",
        "  hansa token create nightly-backup",
        "  hansa token create --account robot@demo line-7"
      })
  static final class Create extends OfAccount {

    @Parameters(
        index = "0",
        paramLabel = "PLACE",
        description = "Where it is used: lower-case letters, digits and '-'")
    private String place;

    Create(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Remote remote = remote();
      Account account = whose(remote);
      String token = Tokens.generate(around().random());
      account.set(remote.door(), Tokens.key(place), token);
      if (json) {
        screen.json(
            Json.tree(Map.of("account", account.ref().toString(), "place", place, "token", token)));
      } else {
        screen.line("Token of " + account.ref() + " for " + place + ", shown this once:");
        screen.line(token);
      }
    }
  }

  /** Lists what they are for. */
  @Command(
      name = "list",
      description = "List the places that an account has tokens for.",
      footer = {
        "The one without a place, which a program set as 'token', is shown as '-'.",
        "",
        "  hansa token list"
      })
  static final class ListAll extends OfAccount {

    ListAll(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Remote remote = remote();
      List<String> places = places(remote, whose(remote));
      if (json) {
        screen.json(Json.tree(Map.of("places", places)));
      } else if (places.isEmpty()) {
        screen.line("None.");
      } else {
        places.forEach(screen::line);
      }
    }
  }

  /** Takes one away. */
  @Command(
      name = "revoke",
      description = "Take a token away: whoever uses it is refused from then on.",
      footer = {"  hansa token revoke nightly-backup"})
  static final class Revoke extends OfAccount {

    @Parameters(index = "0", paramLabel = "PLACE", description = "As token list shows it")
    private String place;

    Revoke(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Remote remote = remote();
      Account account = whose(remote);
      if (!isThere(remote, account)) {
        throw new Problem(
            Problem.Reason.NOT_FOUND,
            account.ref() + " has no token for '" + place + "'",
            "List them with token list.");
      }
      account.set(remote.door(), place.equals("-") ? Tokens.KEY : Tokens.key(place), "");
      if (json) {
        screen.json(Json.tree(Map.of("revoked", place)));
      } else {
        screen.line("The token for " + place + " is taken away.");
      }
    }

    /** Whoever may not look may still take away what is their own. */
    private boolean isThere(Remote remote, Account account) {
      try {
        return places(remote, account).contains(place);
      } catch (Problem e) {
        if (e.reason() == Problem.Reason.FORBIDDEN) {
          return true;
        }
        throw e;
      }
    }
  }
}
