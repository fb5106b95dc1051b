package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.console.Listing;
import org.hansa.core.console.Table;

/** Follows changes as they are committed. */
@Service
@Command(
    scope = "hansa",
    name = "watch",
    description = "Follow changes until Ctrl-C",
    detailedDescription =
        """
        One line a change, in the order of commit: its revision, what was done, to what, and its
        state. To miss nothing that came meanwhile, go on from the last revision that you saw.

          hansa:watch Instance
          hansa:watch --from 4711 Instance
          hansa:watch -t demo --count 20
        """)
public class WatchCommand extends HansaCommand {

  private static final long NOW = -1;
  private static final int PAGE = 500;

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

  @Option(
      name = "--from",
      description = "What came after this revision too, which an earlier line or an ETag tells")
  long from = NOW;

  @Reference Store store;

  private int shown;

  @Override
  void run(Screen screen) throws InterruptedException {
    Optional<String> only = Optional.ofNullable(kind).map(word -> kind(word).kind());
    long after = from == NOW ? store.snapshot().revision() : past(screen, only);
    if (isDone()) {
      return;
    }
    try (Commits commits = new Commits(store, after)) {
      while (!isDone()) {
        look(screen, commits.next(), only);
      }
    }
  }

  /**
   * Page by page, so that no more than one waits for a slow terminal.
   *
   * @return up to where nothing is left to be shown
   */
  private long past(Screen screen, Optional<String> only) throws InterruptedException {
    requireKnown();
    long after = from;
    while (!isDone()) {
      List<Changed> page = changes(after);
      if (page.isEmpty()) {
        return after;
      }
      for (Changed change : page) {
        look(screen, change, only);
      }
      after = page.get(page.size() - 1).revision();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return after;
  }

  /**
   * Where nodes share a database, another may have told of a revision that this one has to learn.
   */
  private void requireKnown() {
    long newest = store.snapshot().revision();
    if (from > newest) {
      newest = store.transact(s -> Transaction.NOTHING).revision();
    }
    if (from < 0 || from > newest) {
      throw Problem.invalid(
          "--from",
          from,
          "a revision from 0 to " + newest + ", which is the newest",
          "Leave it out to watch from now on.");
    }
  }

  private List<Changed> changes(long after) {
    try {
      return store.changes(after, PAGE);
    } catch (Problem e) {
      if (e.reason() != Problem.Reason.EXHAUSTED) {
        throw e;
      }
      throw new Problem(
          e.reason(),
          e.getMessage(),
          "See what stands with hansa:get, and watch from the oldest retained revision or from now.",
          List.of(),
          e);
    }
  }

  private boolean isDone() {
    return count != 0 && shown >= count;
  }

  private void look(Screen screen, Changed change, Optional<String> only) {
    // Who looks on is asked anew each time: an account may be shut meanwhile.
    if (!isDone() && isShown(change.resource().ref(), only, principal())) {
      show(screen, change);
      shown++;
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
