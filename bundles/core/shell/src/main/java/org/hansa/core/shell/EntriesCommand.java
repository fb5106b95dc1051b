package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

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
        Optional.ofNullable(since).map(s -> store.snapshot().now().minus(duration(s)));
    List<Store.Numbered> found =
        new Streams(gate, store).newest(principal, stream(), subject, from, most);
    if (json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      found.forEach(entry -> all.add(tree(entry)));
      screen.json(all);
    } else if (found.isEmpty()) {
      screen.line("None that you may read.");
    } else {
      Table table = new Table("AT", "SUBJECT", "ACTOR", "WHAT");
      found.forEach(n -> table.row(cells(n.entry())));
      screen.table(table);
    }
  }

  private static Object[] cells(Entry entry) {
    return new Object[] {
      entry.at().truncatedTo(ChronoUnit.SECONDS),
      entry.subject().map(Ref::toString).orElse(""),
      entry.actor(),
      what(entry)
    };
  }

  static String sentence(Entry entry) {
    return entry.at().truncatedTo(ChronoUnit.SECONDS) + "  " + Table.clean(what(entry));
  }

  /** The sentence in the body, if it has one; a metered quantity; else the body. */
  private static String what(Entry entry) {
    JsonNode body = entry.body().tree();
    for (String field : List.of("message", "text", "sentence")) {
      if (body.path(field).isTextual()) {
        return body.path(field).textValue();
      }
    }
    JsonNode quantities = body.path("quantities");
    return quantities.isObject()
        ? Json.text(quantities).replaceAll("[{}\"]", "") + " from " + body.path("source").asText()
        : Json.text(body);
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

  static Duration duration(String text) {
    if (!text.matches("[0-9]{1,6}[smhd]")) {
      throw Problem.invalid("time", text, "a number and s, m, h or d", "Write for instance 6h.");
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
