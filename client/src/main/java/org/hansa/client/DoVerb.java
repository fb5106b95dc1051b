package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.console.Doing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has something done with a resource, and looks on. */
@Command(
    name = "do",
    description = "Have something done with a resource, and look on.",
    footer = {
      "It is an Operation from then on: it goes on when nobody looks (Ctrl-C), says how far it is",
      "and what came of it (hansa get operation), and ends when it is deleted. Under a name of your",
      "own (--key) it is the same when it is asked for again. Without a verb, what there is.",
      "",
      "  hansa do -t system installation self",
      "  hansa do -t system installation self backup keep=7",
      "  hansa do -t system endpoint local verify rules=apply-idempotent,list-complete",
      "  hansa do --detach --key nightly -t system installation self inspect"
    })
final class DoVerb extends Tenanted {

  private static final long LOOK_AGAIN_MILLIS = 500;

  @Parameters(index = "0", paramLabel = "KIND", description = "The kind")
  private String kind;

  @Parameters(index = "1", paramLabel = "NAME", description = "The name")
  private String name;

  @Parameters(index = "2", arity = "0..1", paramLabel = "VERB", description = "What is done")
  private String verb;

  @Parameters(index = "3..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "Arguments")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = "The name of the Operation; made up if not said")
  private String key;

  @Option(names = "--detach", description = "Do not look on")
  private boolean detach;

  DoVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws InterruptedException {
    Remote remote = remote();
    Ref subject = remote.ref(kind, Optional.of(name), tenant());
    List<Gate.Deed> deeds = remote.deeds(subject.kind());
    if (verb == null) {
      new Doing(screen).list(deeds);
      return;
    }
    if (!verb.matches("[a-z][a-z0-9-]{0,62}")) {
      throw misused("'" + verb + "' is no name of what is done");
    }
    JsonNode schema =
        Json.read(
            deeds.stream()
                .filter(each -> each.verb().equals(verb))
                .map(Gate.Deed::argumentsSchema)
                .findFirst()
                .orElse("{}"));
    String path =
        Ask.path(
            remote.path(subject) + "/operations/" + verb,
            key == null ? Map.of() : Map.of("key", key));
    JsonNode asked = remote.post(path, Doing.arguments(arguments, schema));
    JsonNode operation = detach ? asked : ended(screen, remote, asked);
    Resource resource = Remote.resource(operation);
    if (json) {
      screen.json(operation);
    } else if (detach) {
      screen.line(resource.ref() + " is asked for.");
    }
    if (!detach) {
      Doing.requireDone(resource);
    }
    if (!detach && !json) {
      new Doing(screen).result(resource);
    }
  }

  private JsonNode ended(Terminal screen, Remote remote, JsonNode asked)
      throws InterruptedException {
    String path = remote.path(Remote.resource(asked).ref());
    try {
      while (true) {
        JsonNode now = remote.get(path);
        Operation.Status status = Remote.resource(now).status().as(Operation.Status.class);
        if (status.phase().isOver()) {
          return now;
        }
        screen.far(Doing.far(status, around().clock().instant()));
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      }
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.NOT_FOUND) {
        throw Problem.conflict("somebody has ended it by deleting it", "Ask for another.");
      }
      throw e;
    } finally {
      screen.waited();
    }
  }
}
