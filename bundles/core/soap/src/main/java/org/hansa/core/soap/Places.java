package org.hansa.core.soap;

import java.util.List;

/** Where in a request stands what the gate names by a JSON pointer into the document. */
final class Places {

  private static final String SPEC = "/spec";

  private Places() {}

  /**
   * {@code /spec/components/0/name} is {@code
   * /OrderApplication/application/components/component[1]/name}; what is no such pointer stays.
   */
  static String of(Operation operation, String where) {
    if (!where.equals(SPEC) && !where.startsWith(SPEC + "/")) {
      return where;
    }
    StringBuilder path = new StringBuilder("/" + operation.element + "/application");
    String field = "";
    for (String raw : List.of(where.substring(SPEC.length()).split("/", -1))) {
      if (raw.isEmpty()) {
        continue;
      }
      String step = raw.replace("~1", "/").replace("~0", "~");
      if (step.matches("[0-9]{1,9}")) {
        path.append('/').append(Terms.item(field)).append('[');
        path.append(Integer.parseInt(step) + 1).append(']');
      } else if (Terms.entry(field).isPresent()) {
        path.append('/').append(Terms.entry(field).get()).append("[@name='");
        path.append(step).append("']");
      } else {
        path.append('/').append(step);
      }
      field = step;
    }
    return path.toString();
  }
}
