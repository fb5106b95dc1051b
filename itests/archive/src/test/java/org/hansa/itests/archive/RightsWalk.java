package org.hansa.itests.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.hansa.core.api.Json;

/**
 * Tries every operation of every kind that an installation knows, on what is not there: whoever may
 * do it is told so, or that it is wrong, and whoever may not is refused.
 */
final class RightsWalk {

  /** An operation by its letter in the table. */
  private interface Operation {
    int status(Rest rest, String plural, String tenant) throws IOException;
  }

  private static final String NONE = "no-such";
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private static final Map<Character, Operation> OPERATIONS = new LinkedHashMap<>();

  static {
    OPERATIONS.put(
        'r', (rest, kind, tenant) -> rest.get("/" + kind + "?tenant=" + tenant).status());
    OPERATIONS.put('w', RightsWalk::write);
    OPERATIONS.put('d', (rest, kind, tenant) -> rest.delete(at(kind, tenant)).status());
    OPERATIONS.put('h', (rest, kind, tenant) -> deed(rest, at(kind, tenant) + "/hold"));
    OPERATIONS.put('l', (rest, kind, tenant) -> deed(rest, at(kind, tenant) + "/release"));
    OPERATIONS.put('t', (rest, kind, tenant) -> deed(rest, at(kind, tenant) + "/retry"));
    OPERATIONS.put('v', RightsWalk::values);
  }

  private final List<String> roles;
  private final Function<String, Rest> as;

  /**
   * @param roles in the order of the table's cells
   * @param as whoever has this role, and no other
   */
  RightsWalk(List<String> roles, Function<String, Rest> as) {
    this.roles = roles;
    this.as = as;
  }

  private static String at(String plural, String tenant) {
    return "/" + plural + "/" + tenant + "/" + NONE;
  }

  /** Of a revision that is none: nothing is made by it. */
  private static int write(Rest rest, String plural, String tenant) throws IOException {
    JsonNode change =
        Json.tree(
            Map.of(
                "changes",
                List.of(
                    Map.of(
                        "put",
                        Map.of("kind", plural, "tenant", tenant, "name", NONE, "spec", Map.of()),
                        "revision",
                        1L << 50))));
    return rest.send("POST", "/transactions", change).status();
  }

  private static int deed(Rest rest, String path) throws IOException {
    return rest.send("POST", path, Json.tree(Map.of("reason", "walk"))).status();
  }

  private static int values(Rest rest, String plural, String tenant) throws IOException {
    JsonNode values = Json.tree(Map.of("token", "f".repeat(64)));
    return rest.send("PUT", at(plural, tenant) + "/values", values).status();
  }

  /** By kind, a line of the table for this tenant; kinds of which nobody may anything too. */
  Map<String, List<String>> in(String tenant, Iterable<JsonNode> kinds) throws IOException {
    Map<String, List<String>> table = new TreeMap<>();
    for (JsonNode kind : kinds) {
      List<String> cells = new ArrayList<>();
      for (String role : roles) {
        cells.add(cell(as.apply(role), kind, tenant));
      }
      table.put(kind.path("kind").asText(), cells);
    }
    return table;
  }

  private static String cell(Rest rest, JsonNode kind, String tenant) throws IOException {
    StringBuilder letters = new StringBuilder();
    for (Map.Entry<Character, Operation> each : OPERATIONS.entrySet()) {
      boolean byName = each.getKey() == 'w';
      String name = kind.path(byName ? "kind" : "plural").asText();
      int status = each.getValue().status(rest, name, tenant);
      if (status >= 500) {
        throw new AssertionError(each.getKey() + " " + name + " in " + tenant + ": " + status);
      }
      if (status != FORBIDDEN && (each.getKey() != 'v' || status != NOT_FOUND || hasValues(name))) {
        letters.append(each.getKey());
      }
    }
    return letters.isEmpty() ? "-" : letters.toString();
  }

  private static boolean hasValues(String plural) {
    return plural.equals("secrets") || plural.equals("accounts");
  }

  /** As people read it. */
  static String text(List<String> roles, Map<String, List<String>> table) {
    StringBuilder text = new StringBuilder(line("kind", roles));
    table.forEach((kind, cells) -> text.append(line(kind, cells)));
    return text.toString();
  }

  private static String line(String kind, List<String> cells) {
    StringBuilder line = new StringBuilder("%-15s".formatted(kind));
    cells.forEach(cell -> line.append(" | ").append("%-28s".formatted(cell)));
    return line.toString().stripTrailing() + "\n";
  }
}
