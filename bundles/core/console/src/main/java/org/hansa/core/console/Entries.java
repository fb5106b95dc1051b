package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;

/** Lines of the record streams, as people read them. */
public final class Entries {

  private Entries() {}

  public static Table table(List<Entry> entries) {
    Table table = new Table("AT", "SUBJECT", "ACTOR", "WHAT");
    entries.forEach(entry -> table.row(cells(entry)));
    return table;
  }

  private static Object[] cells(Entry entry) {
    return new Object[] {
      entry.at().truncatedTo(ChronoUnit.SECONDS),
      entry.subject().map(Ref::toString).orElse(""),
      entry.actor(),
      what(entry)
    };
  }

  public static String sentence(Entry entry) {
    return entry.at().truncatedTo(ChronoUnit.SECONDS) + "  " + Table.clean(what(entry));
  }

  /** The sentence in the body, if it has one; a metered quantity; else the body. */
  private static String what(Entry entry) {
    JsonNode body = entry.body().tree();
    for (String field : List.of("message", "text", "sentence")) {
      if (body.path(field).isTextual()) {
        return body.path(field).textValue();
      }
    }
    JsonNode quantities = body.path("quantities");
    return quantities.isObject()
        ? Json.text(quantities).replaceAll("[{}\"]", "") + " from " + body.path("source").asText()
        : Json.text(body);
  }

  /** {@code 30m}, {@code 6h}, {@code 2d}. */
  public static Duration duration(String text) {
    if (!text.matches("[0-9]{1,6}[smhd]")) {
      throw Problem.invalid("time", text, "a number and s, m, h or d", "Write for instance 6h.");
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
