package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Json;
import org.hansa.core.api.Keys;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.console.Measurements;
import org.hansa.core.console.Table;
import org.hansa.core.console.Used;
import picocli.CommandLine.Command;

/** Shows what is used now. */
@Command(
    name = "top",
    description =
        "Show what instances use, what hosts have left, and the installation's own figures.",
    footer = {
      "CPU in cores and memory over the newest metered interval, with its age; nothing is shown",
      "as zero that was not measured. At most 500 of each. Who operates the installation sees",
      "besides how long steps, driver calls and commits took since the start, what the snapshot",
      "takes of the heap, and single figures; the queues of routes are in the shell's top.",
      "",
      "  hansa top",
      "  hansa top -t demo"
    })
final class TopVerb extends Tenanted {

  private static final int MOST = 500;
  private static final int SEEN = 5000;

  TopVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) {
    Remote remote = remote();
    Instant now = around().clock().instant();
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    section(screen, all, "instances", instances(remote, now));
    section(screen, all, "hosts", hosts(remote, now));
    Optional<Measurements> measured = measured(remote);
    measured.ifPresent(
        figures -> {
          section(screen, all, "durations", figures.durations());
          section(screen, all, "snapshot", figures.snapshot());
          section(screen, all, "figures", figures.figures());
        });
    if (json) {
      screen.json(all);
    }
  }

  private List<Resource> list(Remote remote, String kind) {
    Map<String, String> query = new TreeMap<>();
    tenant().ifPresent(t -> query.put("tenant", t));
    return remote.list(remote.kind(kind), query, MOST).resources();
  }

  private List<Map<String, String>> instances(Remote remote, Instant now) {
    List<Resource> instances = list(remote, "Instance");
    Map<String, JsonNode> newest = new HashMap<>();
    boolean whole = true;
    if (!instances.isEmpty()) {
      List<JsonNode> entries = ledger(remote);
      // Oldest first: what comes later takes the place of what came before.
      entries.forEach(each -> newest.put(each.path("subject").asText(), each.path("body")));
      whole = entries.size() < SEEN;
    }
    boolean all = whole;
    return instances.stream()
        .map(
            each ->
                Used.instance(
                    each, Optional.ofNullable(newest.get(each.ref().toString())), all, now))
        .toList();
  }

  private static List<JsonNode> ledger(Remote remote) {
    try {
      return EntriesVerb.newest(remote, "ledger", Optional.empty(), Optional.empty(), SEEN);
    } catch (Problem e) {
      return unseen(e, List.of());
    }
  }

  private List<Map<String, String>> hosts(Remote remote, Instant now) {
    List<Resource> hosts = list(remote, "Host");
    Map<String, Map<String, BigDecimal>> taken = new HashMap<>();
    if (!hosts.isEmpty()) {
      for (Resource each :
          remote.list(remote.kind(Reservation.KIND), Map.of(), Remote.MOST).resources()) {
        Reservation.Spec spec = each.spec().as(Reservation.Spec.class);
        Map<String, BigDecimal> of = taken.computeIfAbsent(spec.pool(), pool -> new HashMap<>());
        spec.amounts().forEach((unit, amount) -> of.merge(unit, amount, BigDecimal::add));
      }
    }
    return hosts.stream()
        .map(
            host ->
                Used.host(
                    host,
                    new Claims(taken.getOrDefault(host.ref().toString(), Map.of()), Keys.NONE),
                    now))
        .toList();
  }

  private static Optional<Measurements> measured(Remote remote) {
    try {
      String text = remote.door().send(Ask.get("/metrics")).text();
      return Optional.of(new Measurements(Metrics.read(text)));
    } catch (Problem e) {
      return unseen(e, Optional.empty());
    }
  }

  private static <T> T unseen(Problem e, T instead) {
    if (e.reason() != Problem.Reason.FORBIDDEN) {
      throw e;
    }
    return instead;
  }

  private void section(
      Terminal screen, ObjectNode all, String title, List<Map<String, String>> rows) {
    all.set(title, Json.tree(rows));
    if (json || rows.isEmpty()) {
      return;
    }
    if (all.size() > 1) {
      screen.line("");
    }
    screen.line(title + ":");
    List<String> headings = List.copyOf(rows.get(0).keySet());
    Table table = new Table(headings);
    rows.forEach(row -> table.row(headings.stream().map(h -> row.getOrDefault(h, "")).toArray()));
    screen.table(table);
  }
}
