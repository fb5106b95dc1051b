package org.hansa.core.console;

import java.util.List;
import java.util.stream.Collectors;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.plan.Planner;

/** The functions of a kind, and with what each may be asked. */
public final class FunctionTable {

  private FunctionTable() {}

  public static Table of(List<Planner.Described> functions) {
    Table table = new Table("FUNCTION", "ABOUT", "ARGUMENTS");
    for (Planner.Described function : functions) {
      table.row(
          function.name(),
          function.about(),
          function.arguments().stream()
              .map(FunctionTable::argument)
              .collect(Collectors.joining(", ")));
    }
    return table;
  }

  /** {@code lines=1..10000 (100)}, or {@code after=TEXT}. */
  private static String argument(Argument argument) {
    String values =
        argument.type() == Argument.Type.NUMBER
            ? argument.least() + ".." + argument.most()
            : argument.type().name();
    return argument.name()
        + "="
        + values
        + argument.otherwise().map(value -> " (" + value + ")").orElse("");
  }
}
