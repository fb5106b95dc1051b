package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.console.Labels;
import org.hansa.core.console.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists resources of a kind, or of all kinds. */
@Command(
    name = "get",
    description = "List resources of a kind, or of all.",
    footer = {
      "Without a tenant, all that you may read. Labels: a=b, a!=b, or a for any value.",
      "",
      "  hansa get application",
      "  hansa get -t demo -l line=7 --watch instance",
      "  hansa get --json application factory-line",
      "  hansa get --at 4711 application",
      "  hansa get --search \"pump mill*\" product",
      "  hansa get all"
    })
final class GetVerb extends Tenanted {

  private static final Duration BURST = Duration.ofMillis(200);

  @Parameters(index = "0", paramLabel = "KIND", description = "The kind, its plural, or all")
  private String kind;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only the one of this name")
  private String name;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "LABEL",
      description = "Only with this label; may be said more than once")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = {"-w", "--watch"},
      description = "Show again when something changes, until Ctrl-C")
  private boolean watch;

  @Option(
      names = "--count",
      paramLabel = "TIMES",
      description = "With --watch, end after so many times")
  private int count;

  @Option(
      names = "--search",
      paramLabel = "WORDS",
      description =
          "Only what says these words; mill* for all that begin so. Kinds of the catalogue")
  private String search;

  @Option(
      names = "--at",
      paramLabel = "REVISION",
      description = "As it stood at this revision, which a change or hansa watch tells")
  private Long at;

  GetVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws InterruptedException {
    if (watch && at != null) {
      throw misused("--at and --watch do not go together: the past does not change");
    }
    Remote remote = remote();
    if (!watch) {
      show(screen, remote);
      return;
    }
    Map<String, String> watched = new TreeMap<>();
    tenant().ifPresent(t -> watched.put("tenant", t));
    if (!kind.equals("all") && !kind.contains("/")) {
      watched.put("kind", remote.kind(kind).kind());
    }
    try (Feed feed = new Feed(remote.door(), "/watch", watched, Optional.empty())) {
      show(screen, remote);
      for (int shown = 1; count == 0 || shown < count; shown++) {
        feed.next();
        // What comes in one burst is shown once.
        feed.quiet(BURST);
        screen.line("");
        show(screen, remote);
      }
    }
  }

  private void show(Terminal screen, Remote remote) {
    if (kind.equals("all")) {
      Map<String, String> query = query();
      query.put("limit", "500");
      List<JsonNode> all = selected(remote.everywhere(query));
      print(screen, new Remote.Found(all, false), List.of());
    } else if (kind.contains("/") && name == null) {
      Ref ref = Ref.parse(kind);
      one(screen, remote.kind(ref.kind()), remote.get(remote.path(ref), past()));
    } else {
      of(screen, remote, remote.kind(kind));
    }
  }

  private void of(Terminal screen, Remote remote, Gate.Descriptor descriptor) {
    if (name != null && tenant().isPresent()) {
      Ref ref = new Ref(descriptor.kind(), tenant().get(), name);
      one(screen, descriptor, remote.get(remote.path(ref), past()));
      return;
    }
    Map<String, String> query = query();
    if (name != null) {
      query.put("fieldSelector", "/name=" + name);
    }
    Remote.Found found = remote.list(descriptor, query, Remote.MOST);
    found = new Remote.Found(selected(found.items()), found.more());
    if (name != null && found.items().isEmpty()) {
      throw Problem.notFound(new Ref(descriptor.kind(), remote.tenant(tenant()), name));
    }
    if (json && name != null && found.items().size() == 1) {
      screen.json(found.items().get(0));
    } else {
      print(screen, found, descriptor.columns());
    }
  }

  private Map<String, String> past() {
    return at == null ? Map.of() : Map.of("at", at.toString());
  }

  private Map<String, String> query() {
    Map<String, String> query = new TreeMap<>(past());
    tenant().ifPresent(t -> query.put("tenant", t));
    if (search != null) {
      query.put("search", search);
    }
    // A label of whatever value is looked for here, all others there.
    String terms = String.join(",", labels.stream().filter(l -> l.contains("=")).toList());
    query.put("labelSelector", terms);
    return query;
  }

  private List<JsonNode> selected(List<JsonNode> items) {
    List<Labels> bare =
        labels.stream().map(Labels::parse).filter(l -> l.value().isEmpty()).toList();
    return items.stream()
        .filter(
            item ->
                bare.isEmpty()
                    || bare.stream().allMatch(l -> l.selects(Remote.resource(item).labels())))
        .toList();
  }

  private void one(Terminal screen, Gate.Descriptor descriptor, JsonNode tree) {
    if (json) {
      screen.json(tree);
    } else {
      print(screen, new Remote.Found(List.of(tree), false), descriptor.columns());
    }
  }

  private void print(Terminal screen, Remote.Found found, List<Kind.Column> columns) {
    if (json) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      all.putArray("items").addAll(found.items());
      screen.json(all);
      return;
    }
    List<Resource> resources = found.resources();
    if (resources.isEmpty()) {
      screen.line("None.");
      return;
    }
    boolean all = kind.equals("all");
    screen.table(new Listing(columns, all).table(resources, around().clock().instant()));
    if (found.more()) {
      screen.line("... and more.");
    }
  }
}
