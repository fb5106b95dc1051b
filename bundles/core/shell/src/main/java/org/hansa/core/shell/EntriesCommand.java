package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Entries;

/** What the commands over the record streams share. */
public abstract class EntriesCommand extends HansaCommand {

  @Argument(name = "kind", description = "Only about this resource: its kind, or Kind/tenant/name")
  @Completion(KindCompleter.class)
  String kind;

  @Argument(index = 1, name = "name", description = "Its name")
  @Completion(NameCompleter.class)
  String name;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "Its tenant; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(name = "-n", description = "How many of the newest")
  int most = 30;

  @Option(name = "--since", description = "Not older than, for instance 30m, 6h, 2d")
  String since;

  @Reference Store store;

  abstract String stream();

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    Optional<Ref> subject = Optional.ofNullable(kind).map(k -> ref(k, name, tenant, principal));
    Optional<Instant> from =
        Optional.ofNullable(since).map(s -> store.snapshot().now().minus(Entries.duration(s)));
    List<Store.Numbered> found =
        new Streams(gate, store).newest(principal, stream(), subject, from, most);
    if (json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      found.forEach(entry -> all.add(tree(entry)));
      screen.json(all);
    } else if (found.isEmpty()) {
      screen.line("None that you may read.");
    } else {
      screen.table(Entries.table(found.stream().map(Store.Numbered::entry).toList()));
    }
  }

  static ObjectNode tree(Store.Numbered numbered) {
    Entry entry = numbered.entry();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("number", numbered.number());
    tree.put("at", entry.at().toString());
    entry.subject().ifPresent(ref -> tree.put("subject", ref.toString()));
    tree.put("uid", entry.uid());
    tree.put("actor", entry.actor());
    tree.put("cause", entry.cause());
    tree.set("body", entry.body().tree());
    return tree;
  }
}
