package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;

/** Follows changes as they are committed. */
@Service
@Command(
    scope = "hansa",
    name = "watch",
    description = "Follow changes until Ctrl-C",
    detailedDescription =
        """
        One line a change, in the order of commit.

          hansa:watch Instance
          hansa:watch -t demo --count 20
        """)
public class WatchCommand extends HansaCommand {

  @Argument(name = "kind", description = "Only of this kind")
  @Completion(KindCompleter.class)
  String kind;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "Only of this tenant")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(name = "--count", description = "End after so many; 0 for never")
  int count;

  @Reference Store store;

  @Override
  void run(Screen screen) throws InterruptedException {
    Optional<String> only = Optional.ofNullable(kind).map(word -> kind(word).kind());
    try (Commits commits = new Commits(store)) {
      for (int shown = 0; count == 0 || shown < count; ) {
        Changed change = commits.next();
        // Who looks on is asked anew each time: an account may be shut meanwhile.
        if (isShown(change.resource().ref(), only, principal())) {
          show(screen, change);
          shown++;
        }
      }
    }
  }

  private boolean isShown(Ref ref, Optional<String> only, Principal principal) {
    return only.map(k -> k.equals(ref.kind())).orElse(true)
        && (tenant == null || tenant.equals(ref.tenant()))
        && gate.may(principal, "read", ref.kind(), ref.tenant());
  }

  private void show(Screen screen, Changed change) {
    Resource resource = gate.shown(change.resource());
    String verb = change.op().name().toLowerCase(Locale.ROOT);
    if (json) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("revision", change.revision());
      tree.put("op", verb);
      tree.set("resource", ResourceJson.write(resource));
      screen.line(Json.text(tree));
    } else {
      String state = Table.clean(Listing.state(resource).text());
      screen.line("%-8d %-8s %s %s".formatted(change.revision(), verb, resource.ref(), state));
    }
  }
}
