package org.hansa.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.console.Listing;
import org.hansa.core.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows changes as they are committed. */
@Command(
    name = "watch",
    description = "Follow changes until Ctrl-C.",
    footer = {
      "One line a change, in the order of commit: its revision, what was done, to what, and its",
      "state. To miss nothing that came meanwhile, go on from the last revision that you saw.",
      "",
      "  hansa watch instance",
      "  hansa watch --from 4711 instance",
      "  hansa watch -t demo --count 20"
    })
final class WatchVerb extends Tenanted {

  @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "Only of this kind")
  private String kind;

  @Option(names = "--count", paramLabel = "LINES", description = "End after so many")
  private int count;

  @Option(
      names = "--from",
      paramLabel = "REVISION",
      description = "What came after this revision too, which an earlier line tells")
  private Long from;

  WatchVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws InterruptedException {
    Remote remote = remote();
    Map<String, String> query = new TreeMap<>();
    tenant().ifPresent(t -> query.put("tenant", t));
    if (kind != null) {
      query.put("kind", remote.kind(kind).kind());
    }
    int shown = 0;
    try (Feed feed = new Feed(remote.door(), "/watch", query, Optional.ofNullable(from))) {
      while (true) {
        for (Feed.Change change : feed.next()) {
          show(screen, change);
          shown++;
          if (shown == count) {
            return;
          }
        }
      }
    }
  }

  private void show(Terminal screen, Feed.Change change) {
    if (json) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("revision", change.revision());
      tree.put("op", change.op());
      tree.set("resource", change.resource());
      screen.line(Json.text(tree));
    } else {
      Resource resource = Remote.resource(change.resource());
      String state = Table.clean(Listing.state(resource).text());
      String op = Table.clean(change.op());
      screen.line("%-8d %-8s %s %s".formatted(change.revision(), op, resource.ref(), state));
    }
  }
}
