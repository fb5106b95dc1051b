package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Labels;
import org.hansa.core.console.Listing;

/** Lists resources of a kind, or of all kinds. */
@Service
@Command(
    scope = "hansa",
    name = "get",
    description = "List resources of a kind, or of all",
    detailedDescription =
        """
        Without a tenant, all that you may read. Labels: a=b, a!=b, or a for any value.

          hansa:get Application
          hansa:get -t demo -l line=7 --watch Instance
          hansa:get --json Application factory-line
          hansa:get --at 4711 Application
          hansa:get --search "pump mill*" Product
          hansa:get all
        """)
public class GetCommand extends HansaCommand {

  private static final int MOST = 10_000;
  private static final long NOW = -1;
  private static final Duration BURST = Duration.ofMillis(200);

  @Argument(name = "kind", description = "The kind, its plural, or all", required = true)
  @Completion(KindCompleter.class)
  String kind;

  @Argument(index = 1, name = "name", description = "Only the one of this name")
  @Completion(NameCompleter.class)
  String name;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "Only of this tenant")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(
      name = "-l",
      aliases = {"--label"},
      description = "Only with this label; may be said more than once",
      multiValued = true)
  List<String> labels = new ArrayList<>();

  @Option(
      name = "-w",
      aliases = {"--watch"},
      description = "Show again when something changes, until Ctrl-C")
  boolean watch;

  @Option(name = "--count", description = "With --watch, end after so many times; 0 for never")
  int count;

  @Option(
      name = "--search",
      description =
          "Only what says these words; mill* for all that begin so. Kinds of the catalogue")
  String search;

  @Option(
      name = "--at",
      description = "As it stood at this revision, which a change, its ETag or hansa:watch tells")
  long at = NOW;

  @Reference Store store;

  @Override
  void run(Screen screen) throws InterruptedException {
    Principal principal = principal();
    if (watch && at != NOW) {
      throw Problem.invalid("--at", at, "without --watch", "The past does not change.");
    }
    List<Labels> selectors = labels.stream().map(Labels::parse).toList();
    show(screen, principal, selectors);
    if (!watch) {
      return;
    }
    try (Commits commits = new Commits(store)) {
      for (int shown = 1; count == 0 || shown < count; shown++) {
        commits.next();
        // What comes in one burst is shown once.
        commits.any(BURST);
        screen.line("");
        show(screen, principal, selectors);
      }
    }
  }

  private void show(Screen screen, Principal principal, List<Labels> selectors) {
    Snapshot view = at == NOW ? gate.view(principal) : gate.viewAt(principal, at);
    if (kind.equals("all")) {
      List<Resource> all =
          view.kinds().stream().flatMap(k -> list(view, k, selectors)).limit(MOST).toList();
      print(screen, view, all, List.of());
    } else if (kind.contains("/") && name == null) {
      Ref ref = Ref.parse(kind);
      Resource one = gate.shown(view.get(ref).orElseThrow(() -> Problem.notFound(ref)));
      print(screen, view, List.of(one), kind(one.ref().kind()).columns());
    } else {
      Gate.Descriptor descriptor = kind(kind);
      boolean catalogue = descriptor.data() == Kind.Data.CATALOGUE;
      if (search != null && !catalogue) {
        throw Problem.invalid(
            "--search",
            search,
            "for kinds of the catalogue, and " + descriptor.kind() + " is none",
            "Use -l.");
      }
      List<Resource> found =
          catalogue
              ? catalogue(principal, view, descriptor.kind())
              : list(view, descriptor.kind(), selectors).limit(MOST).toList();
      if (found.isEmpty() && name != null) {
        throw Problem.notFound(new Ref(descriptor.kind(), tenant(tenant, principal), name));
      }
      print(screen, view, found, descriptor.columns());
    }
  }

  /** The one of the name, or page by page up to a bound. */
  private List<Resource> catalogue(Principal principal, Snapshot view, String ofKind) {
    if (name != null) {
      return view.get(new Ref(ofKind, tenant(tenant, principal), name)).stream().toList();
    }
    if (watch || at != NOW) {
      throw Problem.invalid(
          watch ? "--watch" : "--at", ofKind, "a kind in the snapshot", "List it as it is now.");
    }
    List<Resource> found = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent() && found.size() < MOST) {
      Catalogue.Page page =
          gate.list(
              principal,
              new Catalogue.Query(
                  ofKind,
                  Optional.ofNullable(tenant),
                  Labels.equal(labels),
                  search == null ? "" : search,
                  after.get(),
                  Math.min(Catalogue.MOST, MOST - found.size())));
      page.resources().forEach(r -> found.add(gate.shown(r)));
      after = page.next();
    }
    return found;
  }

  private Stream<Resource> list(Snapshot view, String ofKind, List<Labels> selectors) {
    Stream<Resource> all = tenant == null ? view.list(ofKind) : view.list(ofKind, tenant);
    return all.filter(r -> name == null || r.ref().name().equals(name))
        .filter(r -> selectors.stream().allMatch(s -> s.selects(r.labels())))
        .map(gate::shown);
  }

  private void print(
      Screen screen, Snapshot view, List<Resource> found, List<Kind.Column> columns) {
    if (json) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      found.forEach(r -> all.withArray("items").add(ResourceJson.write(r)));
      all.withArray("items");
      screen.json(name != null && found.size() == 1 ? ResourceJson.write(found.get(0)) : all);
    } else if (found.isEmpty()) {
      screen.line("None.");
    } else {
      screen.table(new Listing(columns, kind.equals("all")).table(found, view.now()));
      Optional.of(found.size()).filter(n -> n == MOST).ifPresent(n -> screen.line("... and more."));
    }
  }
}
