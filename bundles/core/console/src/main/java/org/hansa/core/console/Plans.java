package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Json;
import org.hansa.core.api.plan.Plan;

/**
 * Shows a plan to a person: what would happen, where, at what cost, and what was refused and why.
 */
public final class Plans {

  static final String UNKNOWN = "known after apply";
  private static final int SHOWN = 40;

  private final Output screen;

  public Plans(Output screen) {
    this.screen = screen;
  }

  public void show(Plan.Status plan) {
    if (plan.changes().isEmpty()) {
      screen.line("Nothing would change.");
    } else {
      Table table = new Table("VERB", "RESOURCE", "WHERE", "COST/H", "gCO2e/H", "FIELDS");
      plan.changes().forEach(line -> table.row(cells(line)));
      screen.table(table);
      screen.line("In all: " + totals(plan));
      new Costs(screen).show(plan);
    }
    plan.unknowns().forEach(unknown -> screen.line("Not counted: " + unknown));
    reasons(plan.whys());
    plan.blocked().forEach(blocked -> screen.line("Would not get ready: " + blocked));
  }

  public void reasons(List<Plan.Reason> reasons) {
    new Reasons(screen).show(reasons);
  }

  private static Object[] cells(Plan.Line line) {
    String colour =
        switch (line.verb()) {
          case CREATE -> "32";
          case CHANGE, MOVE -> "33";
          case REMOVE -> "31";
        };
    return new Object[] {
      new Table.Cell(line.verb().name().toLowerCase(java.util.Locale.ROOT), colour),
      line.ref(),
      line.where().orElse(""),
      cost(line, "/spec/cost/perHour"),
      cost(line, "/spec/cost/gramsPerHour"),
      fields(line)
    };
  }

  private static String totals(Plan.Status plan) {
    List<String> parts = new ArrayList<>();
    plan.cost().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(e -> parts.add(e.getValue().toPlainString() + " " + e.getKey() + " an hour"));
    plan.gramsPerHour().ifPresent(g -> parts.add(g.toPlainString() + " gCO2e an hour"));
    return parts.isEmpty() ? "no cost is known" : String.join(", ", parts);
  }

  /** What it costs; of what changes, before and after. */
  private static String cost(Plan.Line line, String pointer) {
    for (Plan.Field field : line.fields()) {
      if ((pointer + "/").startsWith(field.pointer() + "/")) {
        String rest = pointer.substring(field.pointer().length());
        String before = field.before().map(n -> n.at(rest).asText("")).orElse("");
        String after = field.after().map(n -> n.at(rest).asText("")).orElse("");
        if (!before.isEmpty() && !after.isEmpty()) {
          return before + " -> " + after;
        }
        if (!before.isEmpty() || !after.isEmpty()) {
          return after.isEmpty() ? "-" + before : after;
        }
      }
    }
    return "";
  }

  /** All that changes; of something new only what cannot be known yet. */
  private static String fields(Plan.Line line) {
    List<String> shown = new ArrayList<>();
    for (Plan.Field field : line.fields()) {
      String after = field.after().map(Plans::brief).orElse("-");
      if (line.verb() == Plan.Verb.CHANGE || line.verb() == Plan.Verb.MOVE) {
        shown.add(
            field.pointer() + ": " + field.before().map(Plans::brief).orElse("-") + " -> " + after);
      } else if (after.equals(UNKNOWN)) {
        shown.add(field.pointer() + ": " + after);
      }
    }
    return String.join("; ", shown);
  }

  private static String brief(JsonNode value) {
    String text = value.isTextual() ? value.textValue() : Json.text(value);
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
