package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Json;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/** Resources as rows: tenant, name, the kind's own columns, state and age. */
public final class Listing {

  /** A time as JSON writes it; parts of a second tell a person nothing. */
  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z";

  private static final int SECONDS = 19;

  private final List<Kind.Column> columns;
  private final boolean withKind;

  public Listing(List<Kind.Column> columns, boolean withKind) {
    this.columns = List.copyOf(columns);
    this.withKind = withKind;
  }

  public Table table(List<Resource> resources, Instant now) {
    List<String> headings = new ArrayList<>();
    if (withKind) {
      headings.add("KIND");
    }
    headings.add("TENANT");
    headings.add("NAME");
    columns.forEach(column -> headings.add(column.heading().toUpperCase(java.util.Locale.ROOT)));
    headings.add("STATE");
    headings.add("AGE");
    Table table = new Table(headings);
    for (Resource resource : resources) {
      table.row(cells(resource, now));
    }
    return table;
  }

  private Object[] cells(Resource resource, Instant now) {
    List<Object> cells = new ArrayList<>();
    if (withKind) {
      cells.add(resource.ref().kind());
    }
    cells.add(resource.ref().tenant());
    cells.add(resource.ref().name());
    JsonNode written = ResourceJson.write(resource);
    columns.forEach(column -> cells.add(text(written.at(column.pointer()))));
    cells.add(state(resource, now));
    cells.add(Wording.age(Duration.between(resource.created(), now)));
    return cells.toArray();
  }

  /** As {@link #state(Resource)}, and if nothing current is known, for how long it is not. */
  public static Table.Cell state(Resource resource, Instant now) {
    Table.Cell state = state(resource);
    return resource
        .condition(Condition.READY)
        .filter(ready -> ready.state() == Condition.State.UNKNOWN)
        .map(
            ready -> {
              String unknown = " for " + Wording.age(Duration.between(ready.since(), now));
              boolean alone = state.text().equals(Wording.state(ready).text());
              return new Table.Cell(
                  state.text() + (alone ? unknown : ", unknown" + unknown), state.colour());
            })
        .orElse(state);
  }

  /** The one word that matters most: going, held, in trouble, or what Ready says. */
  public static Table.Cell state(Resource resource) {
    if (resource.isDeleting()) {
      return new Table.Cell("Deleting", "33");
    }
    if (!resource.holds().isEmpty()) {
      return new Table.Cell("Held: " + String.join(", ", resource.holds()), "33");
    }
    for (Condition condition : resource.conditions()) {
      if (Wording.isTrouble(condition.type()) && condition.state() == Condition.State.TRUE) {
        return Wording.state(condition);
      }
    }
    return resource.condition(Condition.READY).map(Wording::state).orElse(Table.Cell.of(""));
  }

  public static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isArray()) {
      List<String> all = new ArrayList<>();
      value.forEach(element -> all.add(text(element)));
      return String.join(",", all);
    }
    if (value.isTextual() && value.asText().matches(INSTANT)) {
      return value.asText().substring(0, SECONDS) + "Z";
    }
    return value.isValueNode() ? value.asText() : Json.text(value).replaceAll("[{}\"]", "");
  }
}
