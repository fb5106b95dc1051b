package org.hansa.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Logins that are kept. */
@Command(
    name = "context",
    description = "Contexts: the installations that you are logged in to.",
    subcommands = {ContextVerbs.ListAll.class, ContextVerbs.Use.class, ContextVerbs.Delete.class})
final class ContextVerbs extends Group {

  /** Takes the token away where it is known. */
  static void revoke(Terminal screen, String name, Context context) {
    new Account(context.ref()).set(new Door(context.access(name), screen), context.key(), "");
  }

  /**
   * @param forget true to forget it though it may go on being taken
   */
  static void leave(Surroundings around, String name, boolean forget) {
    Contexts contexts = Contexts.of(around);
    Context context = Contexts.named(contexts.read(), name);
    try {
      revoke(around.terminal(), name, context);
    } catch (Problem e) {
      // Whoever took it away before has done what is wanted.
      if (!forget && e.reason() != Problem.Reason.UNAUTHENTICATED) {
        throw new Problem(
            e.reason(),
            "the token could not be taken away: " + e.getMessage(),
            "Try again, or add --forget and have somebody else take away " + context.key() + ".",
            List.of(),
            e);
      }
    }
    contexts.change(kept -> kept.without(name));
  }

  /** Lists them. */
  @Command(
      name = "list",
      description = "List the contexts; the one that is chosen has a star.",
      footer = "  hansa context list")
  static final class ListAll extends Verb {

    ListAll(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Contexts.Kept kept = Contexts.of(around()).read();
      Optional<String> current = around().variable("HANSA_CONTEXT").or(kept::current);
      if (json) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        current.ifPresent(name -> tree.put("current", name));
        ArrayNode items = tree.putArray("items");
        kept.contexts()
            .forEach(
                (name, each) ->
                    items
                        .addObject()
                        .put("name", name)
                        .put("url", each.url())
                        .put("account", each.account()));
        screen.json(tree);
      } else if (kept.contexts().isEmpty()) {
        screen.line("None. Log in with: hansa login URL");
      } else {
        Table table = new Table("", "CONTEXT", "URL", "ACCOUNT");
        kept.contexts()
            .forEach(
                (name, each) ->
                    table.row(
                        current.filter(name::equals).isPresent() ? "*" : "",
                        name,
                        each.url(),
                        new Account(each.ref()).login()));
        screen.table(table);
      }
    }
  }

  /** Chooses one. */
  @Command(
      name = "use",
      description = "Choose the context that is meant where none is named.",
      footer = "  hansa context use mill")
  static final class Use extends Verb {

    @Parameters(index = "0", paramLabel = "CONTEXT", description = "Its name")
    private String name;

    Use(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Contexts.of(around())
          .change(
              kept -> {
                Contexts.named(kept, name);
                return new Contexts.Kept(Optional.of(name), kept.contexts());
              });
      tell(screen, "The context is " + name + ".");
    }
  }

  /** Logs out of one. */
  @Command(
      name = "delete",
      description = "Take the token of a context away, there and here, as logout does.",
      footer = "  hansa context delete mill")
  static final class Delete extends Verb {

    @Parameters(index = "0", paramLabel = "CONTEXT", description = "Its name")
    private String name;

    @Option(names = "--forget", description = "Though it cannot be taken away there")
    private boolean forget;

    Delete(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      leave(around(), name, forget);
      tell(screen, "Logged out of " + name + ".");
    }
  }
}
