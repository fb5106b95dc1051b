package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;
import org.hansa.core.console.Entries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb over a record stream. */
abstract class EntriesVerb extends Tenanted {

  private static final int MOST = 10_000;
  private static final int PAGE = 1000;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "Only about this resource: its kind, or Kind/tenant/name")
  private String kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Its name")
  private String name;

  @Option(
      names = "-n",
      paramLabel = "LINES",
      description = "How many of the newest; 30 if not said")
  private int most = 30;

  @Option(
      names = "--since",
      paramLabel = "AGE",
      description = "Not older than, for instance 30m, 6h, 2d")
  private String since;

  private final String stream;
  private final String path;

  /**
   * @param path under which it is served
   */
  EntriesVerb(Surroundings around, String stream, String path) {
    super(around);
    this.stream = stream;
    this.path = path;
  }

  @Override
  void run(Terminal screen) {
    if (most < 1 || most > MOST) {
      throw misused("-n is from 1 to " + MOST);
    }
    Remote remote = remote();
    Optional<Ref> subject =
        Optional.ofNullable(kind).map(k -> remote.ref(k, Optional.ofNullable(name), tenant()));
    Optional<Instant> from =
        Optional.ofNullable(since)
            .map(text -> around().clock().instant().minus(Entries.duration(text)));
    List<JsonNode> found = newest(remote, path, subject, from, most);
    if (json) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      all.putArray("items").addAll(found);
      screen.json(all);
    } else if (found.isEmpty()) {
      screen.line("None that you may read.");
    } else {
      screen.table(Entries.table(found.stream().map(each -> entry(stream, each)).toList()));
    }
  }

  /** Oldest first, as they were answered. */
  static List<JsonNode> newest(
      Remote remote, String path, Optional<Ref> subject, Optional<Instant> from, int most) {
    Map<String, String> query = new TreeMap<>();
    query.put("newestFirst", "true");
    subject.ifPresent(ref -> query.put("subject", ref.toString()));
    from.ifPresent(time -> query.put("from", time.toString()));
    List<JsonNode> found = new ArrayList<>();
    while (true) {
      query.put("limit", Integer.toString(Math.min(PAGE, most - found.size())));
      JsonNode page = remote.get("/" + path, query);
      page.path("items").forEach(found::add);
      String next = page.path("next").asText("");
      if (next.isEmpty() || found.size() >= most) {
        Collections.reverse(found);
        return found;
      }
      if (next.equals(query.put("after", next))) {
        throw remote.door().broken(new IOException("a list does not get on"));
      }
    }
  }

  static Entry entry(String stream, JsonNode tree) {
    try {
      return new Entry(
          stream,
          Instant.parse(tree.path("at").asText()),
          Optional.of(tree.path("subject").asText("")).filter(s -> !s.isEmpty()).map(Ref::parse),
          tree.path("uid").asText(""),
          tree.path("actor").asText(),
          tree.path("cause").asText(),
          Doc.of(tree.path("body")));
    } catch (DateTimeException | Problem e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the answer holds no entry that this client can read",
          "Use the client of that release; --json shows what was answered.",
          List.of(),
          e);
    }
  }

  /** What happened. */
  @Command(
      name = "events",
      description = "Show what happened, newest last.",
      footer = {"  hansa events", "  hansa events --since 6h application factory-line"})
  static final class Events extends EntriesVerb {
    Events(Surroundings around) {
      super(around, Entry.EVENT, "events");
    }
  }

  /** Who did what. */
  @Command(
      name = "audit",
      description = "Show who did or tried what, newest last.",
      footer = {"  hansa audit -n 100", "  hansa audit --since 2d application factory-line"})
  static final class Audit extends EntriesVerb {
    Audit(Surroundings around) {
      super(around, Entry.AUDIT, "audit");
    }
  }

  /** What was metered. */
  @Command(
      name = "ledger",
      description = "Show what was metered, newest last.",
      footer = {"  hansa ledger", "  hansa ledger --since 6h instance factory-line-page-0"})
  static final class Ledger extends EntriesVerb {
    Ledger(Surroundings around) {
      super(around, Entry.LEDGER, "ledger");
    }
  }
}
