package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;

/**
 * A header of a bundle's manifest.
 *
 * @param names what it names: packages
 * @param said what is said of them: {@code version}, {@code resolution:}
 */
record Clauses(List<String> names, Map<String, String> said) {

  static List<Clauses> of(Manifest manifest, String header) {
    String value = manifest.getMainAttributes().getValue(header);
    return value == null
        ? List.of()
        : split(value, ',').stream().filter(c -> !c.isBlank()).map(Clauses::clause).toList();
  }

  private static Clauses clause(String text) {
    List<String> names = new ArrayList<>();
    Map<String, String> said = new LinkedHashMap<>();
    for (String part : split(text, ';')) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        names.add(part.strip());
      } else {
        said.put(
            part.substring(0, equals).strip(),
            part.substring(equals + 1).replace("\"", "").strip());
      }
    }
    return new Clauses(names, said);
  }

  /** What stands in quotes is not split. */
  private static List<String> split(String text, char by) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        quoted = !quoted;
      } else if (text.charAt(i) == by && !quoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
