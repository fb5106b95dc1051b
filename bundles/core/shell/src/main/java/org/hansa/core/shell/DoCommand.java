package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Doing;

/** Has something done with a resource, and looks on. */
@Service
@Command(
    scope = "hansa",
    name = "do",
    description = "Have something done with a resource, and look on",
    detailedDescription =
        """
        It is an Operation from then on: it goes on when nobody looks (Ctrl-C), says how far it is
        and what came of it (hansa:get Operation), and ends when it is deleted. Under a name of your
        own (--key) it is the same when it is asked for again. Without a verb, what there is.

          hansa:do -t system Installation self
          hansa:do -t system Installation self backup keep=7
          hansa:do -t system Endpoint local verify rules=apply-idempotent,list-complete
          hansa:do -t system --detach --key nightly Installation self inspect
        """)
public class DoCommand extends HansaCommand {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  @Argument(name = "kind", description = "The kind", required = true)
  @Completion(KindCompleter.class)
  String kind;

  @Argument(index = 1, name = "name", description = "The name", required = true)
  @Completion(NameCompleter.class)
  String name;

  @Argument(index = 2, name = "verb", description = "What is done")
  @Completion(DeedCompleter.class)
  String verb;

  @Argument(index = 3, name = "arguments", description = "key=value", multiValued = true)
  List<String> arguments = new ArrayList<>();

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(name = "--key", description = "The name of the Operation; made up if not said")
  String key;

  @Option(name = "--detach", description = "Do not look on")
  boolean detach;

  @Reference Store store;

  @Override
  void run(Screen screen) throws InterruptedException {
    Principal principal = principal();
    Ref subject = ref(kind, name, tenant, principal);
    List<Gate.Deed> deeds =
        gate.deeds().stream().filter(each -> each.kind().equals(subject.kind())).toList();
    if (verb == null) {
      resource(subject, principal);
      new Doing(screen).list(deeds);
      return;
    }
    String known = word(deeds);
    Ref ref =
        key == null
            ? Operation.ref(subject, known, new SecureRandom().nextInt())
            : new Ref(Operation.KIND, subject.tenant(), key);
    Operation.Spec spec = new Operation.Spec(subject.kind(), subject.name(), verb, said(deeds));
    gate.submit(
        Request.of(principal, DOOR, cause(), List.of(Change.Put.of(Draft.of(ref, Doc.of(spec))))));
    Resource operation = detach ? resource(ref, principal) : ended(screen, ref, principal);
    if (json) {
      screen.json(ResourceJson.write(operation));
    } else if (detach) {
      screen.line(ref + " is asked for.");
    }
    if (!detach) {
      Doing.requireDone(operation);
    }
    if (!detach && !json) {
      new Doing(screen).result(operation);
    }
  }

  /** That it can be in a name. */
  private String word(List<Gate.Deed> deeds) {
    return deed(deeds)
        .map(Gate.Deed::verb)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.NOT_FOUND,
                    "nothing is done with " + kind + " by '" + verb + "'",
                    Nearest.to(verb, deeds.stream().map(Gate.Deed::verb).toList())
                        .map(near -> "Maybe '" + near + "' was meant.")
                        .orElse("Without a verb all are listed.")));
  }

  private Optional<Gate.Deed> deed(List<Gate.Deed> deeds) {
    return deeds.stream().filter(each -> each.verb().equals(verb)).findFirst();
  }

  private Optional<Map<String, JsonNode>> said(List<Gate.Deed> deeds) {
    JsonNode schema = Json.read(deed(deeds).map(Gate.Deed::argumentsSchema).orElse("{}"));
    ObjectNode said = Doing.arguments(arguments, schema);
    Map<String, JsonNode> fields = new TreeMap<>();
    said.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return Optional.of(fields).filter(all -> !all.isEmpty());
  }

  private Resource ended(Screen screen, Ref ref, Principal principal) throws InterruptedException {
    try (Commits commits = new Commits(store)) {
      while (true) {
        Resource now = resource(ref, principal);
        Operation.Status status = now.status().as(Operation.Status.class);
        if (status.phase().isOver()) {
          screen.arrived();
          return now;
        }
        if (!json) {
          screen.far(Doing.far(status, store.snapshot().now()));
        }
        commits.any(LOOK_AGAIN);
      }
    }
  }
}
