package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.console.Description;
import picocli.CommandLine.Command;

/** Shows all that is known of one resource. */
@Command(
    name = "describe",
    description = "Show all that is known of one resource.",
    footer = {
      "Spec, status, conditions and since when, what drivers last answered and how long ago,",
      "owner, what it owns, and its newest events.",
      "",
      "  hansa describe application factory-line"
    })
final class DescribeVerb extends OfResource {

  private static final int EVENTS = 10;

  DescribeVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    Remote remote = remote();
    Ref ref = named(remote);
    JsonNode tree = remote.tree(ref);
    Resource resource = Remote.resource(tree);
    List<Resource> owned = remote.owned(resource);
    List<JsonNode> events = events(remote, ref);
    if (json) {
      ObjectNode all = tree.deepCopy();
      owned.forEach(each -> all.withArray("owned").add(each.ref().toString()));
      events.forEach(each -> all.withArray("events").add(each));
      screen.json(all);
      return;
    }
    new Description(
            resource,
            owned,
            events.stream().map(each -> EntriesVerb.entry(Entry.EVENT, each)).toList(),
            installation(remote),
            around().clock().instant())
        .show(screen);
  }

  private static List<JsonNode> events(Remote remote, Ref ref) {
    try {
      return EntriesVerb.newest(
          remote, Entry.EVENT + "s", Optional.of(ref), Optional.empty(), EVENTS);
    } catch (Problem e) {
      return mayNot(e, List.of());
    }
  }

  private static Optional<Resource> installation(Remote remote) {
    try {
      return remote.find(Installation.SELF);
    } catch (Problem e) {
      return mayNot(e, Optional.empty());
    }
  }

  /** Who may see the resource may not see all that is around it. */
  private static <T> T mayNot(Problem e, T instead) {
    if (e.reason() != Problem.Reason.FORBIDDEN) {
      throw e;
    }
    return instead;
  }
}
