package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Description;

/** Shows all that is known of one resource. */
@Service
@Command(
    scope = "hansa",
    name = "describe",
    description = "Show all that is known of one resource",
    detailedDescription =
        """
        Spec, status, conditions and since when, what drivers last answered and how long ago,
        owner, what it owns, and its newest events.

          hansa:describe Application factory-line
        """)
public class DescribeCommand extends ResourceCommand {

  private static final int EVENTS = 10;

  @Reference Store store;

  @Override
  void run(Screen screen) {
    Principal principal = principal();
    Ref ref = named(principal);
    Resource resource = gate.shown(resource(ref, principal));
    Snapshot view = gate.view(principal);
    List<Store.Numbered> events =
        new Streams(gate, store)
            .newest(principal, Entry.EVENT, Optional.of(ref), Optional.empty(), EVENTS);
    if (json) {
      ObjectNode all = ResourceJson.write(resource);
      view.owned(resource).forEach(owned -> all.withArray("owned").add(owned.ref().toString()));
      events.forEach(event -> all.withArray("events").add(EntriesCommand.tree(event)));
      screen.json(all);
      return;
    }
    new Description(
            resource,
            view.owned(resource).stream().map(gate::shown).toList(),
            events.stream().map(Store.Numbered::entry).toList(),
            view.get(Installation.SELF),
            view.now())
        .show(screen);
  }
}
