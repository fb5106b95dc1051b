package org.hansa.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Secrets. */
@Command(
    name = "secret",
    description = "Secrets: values that are kept encrypted and never shown.",
    subcommands = SecretVerbs.Set.class)
final class SecretVerbs extends Group {

  /** Sets the values of a secret. They are typed, never part of the command. */
  @Command(
      name = "set",
      description = "Set the values of a secret, typed without echo; makes it if it is not there.",
      footer = {
        "Values never stand on the line: so they are in no history and no log. From a pipe, each",
        "is a line.",
        "",
        "  hansa secret set vim-login user password"
      })
  static final class Set extends Tenanted {

    @Parameters(index = "0", paramLabel = "SECRET", description = "The secret")
    private String name;

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "KEY",
        description = "The names of its values")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--about", paramLabel = "TEXT", description = "What it is for")
    private String about;

    Set(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) throws IOException {
      if (keys.stream().anyMatch(key -> key.contains("="))) {
        throw new Problem(
            Problem.Reason.INVALID,
            "a value stood on the line",
            "Give only the names; change that value now, it may be in a history.");
      }
      Remote remote = remote();
      Ref ref = new Ref(Secret.KIND, remote.tenant(tenant()), name);
      Map<String, String> values = new TreeMap<>();
      for (String key : keys) {
        values.put(key, screen.secret(key + ": "));
      }
      Optional<Answer> there = remote.door().find(Ask.get(remote.path(ref)));
      if (about != null || there.isEmpty()) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode spec = document.putObject("spec");
        Optional.ofNullable(about).ifPresent(text -> spec.put("description", text));
        there
            .map(Answer::json)
            .map(t -> t.path("labels"))
            .filter(l -> l.isObject())
            .ifPresent(labels -> document.set("labels", labels));
        remote.door().send(Ask.of("PUT", remote.path(ref), document));
      }
      remote.door().send(Ask.of("PUT", remote.path(ref) + "/values", Json.tree(values)));
      if (json) {
        screen.json(Json.tree(Map.of("secret", ref.toString(), "keys", values.keySet())));
      } else {
        screen.line(ref + " holds " + String.join(", ", values.keySet()) + ".");
      }
    }
  }
}
