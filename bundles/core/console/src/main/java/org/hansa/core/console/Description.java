package org.hansa.core.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Json;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;

/**
 * All that is known of one resource.
 *
 * @param owned what it owns directly
 * @param events the newest about it, oldest first
 * @param installation itself, as far as the caller may read it
 */
public record Description(
    Resource resource,
    List<Resource> owned,
    List<Entry> events,
    Optional<Resource> installation,
    Instant now) {

  public Description {
    owned = List.copyOf(owned);
    events = List.copyOf(events);
  }

  public void show(Output screen) {
    head(screen, resource, now);
    installation
        .filter(all -> !all.holds().isEmpty() && !all.ref().equals(resource.ref()))
        .ifPresent(
            all ->
                screen.line(
                    "Nothing outside is changed while "
                        + Installation.SELF
                        + " is held: "
                        + String.join(", ", all.holds())));
    screen.line("Spec: " + Json.pretty(resource.spec().tree()));
    screen.line("Status: " + Json.pretty(resource.status().tree()));
    conditions(screen, resource, now);
    observed(screen, resource, now);
    if (!owned.isEmpty()) {
      screen.line("Owns:");
      screen.table(new Listing(List.of(), true).table(owned, now));
    }
    if (!events.isEmpty()) {
      screen.line("Events:");
      events.forEach(event -> screen.line("  " + Entries.sentence(event)));
    }
  }

  private static void head(Output screen, Resource r, Instant now) {
    screen.line(r.ref() + "  (uid " + r.uid() + ")");
    screen.line(
        "Made "
            + Wording.ago(r.created(), now)
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
                        + Wording.ago(at, now)
                        + "; waits for "
                        + (r.finalizers().isEmpty() ? "what it owns" : r.finalizers())));
  }

  private static void conditions(Output screen, Resource resource, Instant now) {
    Table table = new Table("CONDITION", "STATE", "SINCE", "REASON", "MESSAGE");
    for (Condition c : resource.conditions()) {
      table.row(
          c.type(),
          new Table.Cell(c.state().toString(), Wording.state(c).colour()),
          Wording.ago(c.since(), now),
          c.reason(),
          c.message());
    }
    if (!table.isEmpty()) {
      screen.table(table);
    }
  }

  private static void observed(Output screen, Resource resource, Instant now) {
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
                    o.since().map(at -> Wording.ago(at, now)).orElse(""),
                    o.present() ? o.state().toString() : "not there"));
    if (!table.isEmpty()) {
      screen.table(table);
    }
  }

  private static String outcome(Observation observation) {
    return observation.outcome()
        + observation.percent().map(percent -> " " + percent + " %").orElse("")
        + observation.failure().map(f -> ": " + f.reason() + " " + f.message()).orElse("");
  }
}
