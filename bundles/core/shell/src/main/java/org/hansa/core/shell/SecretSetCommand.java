package org.hansa.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Secret;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/** Sets the values of a secret. They are typed, never part of the command. */
@Service
@Command(
    scope = "hansa",
    name = "secret-set",
    description = "Set the values of a secret, typed without echo; makes it if it is not there",
    detailedDescription =
        """
        Values never stand on the line: so they are in no history and no log.

          hansa:secret-set vim-login user password
        """)
public class SecretSetCommand extends HansaCommand {

  @Argument(name = "name", description = "The secret", required = true)
  String name;

  @Argument(
      index = 1,
      name = "keys",
      description = "The names of its values",
      required = true,
      multiValued = true)
  List<String> keys = new ArrayList<>();

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(name = "--about", description = "What it is for")
  String about;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    Ref ref = new Ref(Secret.KIND, tenant(tenant, principal), name);
    if (keys.stream().anyMatch(key -> key.contains("="))) {
      throw new Problem(
          Problem.Reason.INVALID,
          "a value stood on the line",
          "Give only the names; change that value now, it may be in a history.");
    }
    Map<String, String> values = new TreeMap<>();
    for (String key : keys) {
      values.put(key, new String(screen.secret(key + ": ")));
    }
    List<Change> changes = new ArrayList<>();
    if (about != null || gate.view(principal).get(ref).isEmpty()) {
      Secret.Spec spec = new Secret.Spec(Optional.ofNullable(about));
      changes.add(Change.Put.of(Draft.of(ref, Doc.of(spec))));
    }
    changes.add(new Change.Values(ref, values));
    gate.submit(Request.of(principal, DOOR, cause(), changes));
    if (json) {
      screen.json(Json.tree(Map.of("secret", ref.toString(), "keys", values.keySet())));
    } else {
      screen.line(ref + " holds " + String.join(", ", values.keySet()) + ".");
    }
  }
}
