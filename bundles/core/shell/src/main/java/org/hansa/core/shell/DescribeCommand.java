package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Json;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

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
    head(screen, resource, view.now());
    view.get(Installation.SELF)
        .filter(all -> !all.holds().isEmpty() && !all.ref().equals(ref))
        .ifPresent(
            all ->
                screen.line(
                    "Nothing outside is changed while "
                        + all.ref()
                        + " is held: "
                        + String.join(", ", all.holds())));
    screen.line("Spec: " + Json.pretty(resource.spec().tree()));
    screen.line("Status: " + Json.pretty(resource.status().tree()));
    conditions(screen, resource, view.now());
    observed(screen, resource, view.now());
    List<Resource> owned = view.owned(resource);
    if (!owned.isEmpty()) {
      screen.line("Owns:");
      screen.table(
          new Listing(List.of(), true).table(owned.stream().map(gate::shown).toList(), view.now()));
    }
    if (!events.isEmpty()) {
      screen.line("Events:");
      events.forEach(event -> screen.line("  " + EntriesCommand.sentence(event.entry())));
    }
  }

  private static void head(Screen screen, Resource r, Instant now) {
    screen.line(r.ref() + "  (uid " + r.uid() + ")");
    screen.line(
        "Made "
            + ago(r.created(), now)
            + "; generation "
            + r.generation()
            + ", revision "
            + r.revision());
    r.owner().ifPresent(owner -> screen.line("Belongs to " + owner.ref()));
    if (!r.labels().isEmpty()) {
      screen.line("Labels: " + r.labels());
    }
    if (!r.holds().isEmpty()) {
      screen.line("Held: " + String.join(", ", r.holds()));
    }
    r.deleting()
        .ifPresent(
            at ->
                screen.line(
                    "Being deleted since "
                        + ago(at, now)
                        + "; waits for "
                        + (r.finalizers().isEmpty() ? "what it owns" : r.finalizers())));
  }

  private static void conditions(Screen screen, Resource resource, Instant now) {
    Table table = new Table("CONDITION", "STATE", "SINCE", "REASON", "MESSAGE");
    for (Condition c : resource.conditions()) {
      table.row(
          c.type(),
          new Table.Cell(c.state().toString(), Screen.state(c).colour()),
          ago(c.since(), now),
          c.reason(),
          c.message());
    }
    if (!table.isEmpty()) {
      screen.table(table);
    }
  }

  private static void observed(Screen screen, Resource resource, Instant now) {
    Table table = new Table("OBSERVED BY", "ENDPOINT", "CALL", "OUTCOME", "SINCE", "STATE");
    resource
        .observed()
        .forEach(
            (controller, o) ->
                table.row(
                    controller,
                    o.endpoint().map(Ref::toString).orElse(""),
                    o.verb() + " " + o.facet(),
                    outcome(o),
                    o.since().map(at -> ago(at, now)).orElse(""),
                    o.present() ? o.state().toString() : "not there"));
    if (!table.isEmpty()) {
      screen.table(table);
    }
  }

  private static String outcome(Observation observation) {
    return observation.outcome()
        + observation.failure().map(f -> ": " + f.reason() + " " + f.message()).orElse("");
  }

  private static String ago(Instant then, Instant now) {
    return Screen.age(Duration.between(then, now)) + " ago";
  }
}
