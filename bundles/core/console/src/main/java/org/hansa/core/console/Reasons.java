package org.hansa.core.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Why;
import org.hansa.core.api.plan.Plan;

/**
 * Shows why places were chosen and refused: first what does not go together, for that is what a
 * person can mend, then each place.
 */
final class Reasons {

  private final Output screen;

  Reasons(Output screen) {
    this.screen = screen;
  }

  void show(List<Plan.Reason> reasons) {
    conflicts(reasons);
    for (Plan.Reason reason : reasons) {
      if (reason.constraint().equals(Why.CHOSEN)) {
        String found = reason.found().isEmpty() ? "" : ": " + reason.found();
        screen.line("Chosen: " + reason.subject() + " -> " + reason.candidate() + found);
      }
    }
    refused(reasons);
    reasons.stream().filter(Reasons::isSaid).forEach(this::say);
  }

  /** By what asks for it and number; numbers are its own. */
  private void conflicts(List<Plan.Reason> reasons) {
    Map<String, List<Plan.Reason>> all = new TreeMap<>();
    reasons.stream()
        .filter(Reasons::isConflict)
        .forEach(r -> all.computeIfAbsent(group(r), g -> new ArrayList<>()).add(r));
    all.values().forEach(this::conflict);
  }

  private void conflict(List<Plan.Reason> members) {
    screen.line("");
    screen.line(
        members.size() == 1
            ? "No place has this, which must give way:"
            : "No place has these together, one of them must give way:");
    for (Plan.Reason m : members) {
      String found = m.found().isEmpty() ? "" : ", found " + m.found();
      screen.line(
          "  "
              + Table.clean(
                  m.constraint().substring(m.constraint().lastIndexOf(':') + 1)
                      + " of "
                      + Ref.parse(m.subject()).name()
                      + ": wanted "
                      + m.wanted()
                      + found
                      + ". "
                      + m.cure()));
    }
  }

  private static String group(Plan.Reason r) {
    return r.candidate() + " " + r.constraint().substring(0, r.constraint().lastIndexOf(':'));
  }

  private void refused(List<Plan.Reason> reasons) {
    Table table = new Table("FOR", "REFUSED", "CONSTRAINT", "HAS", "WANTED", "WHAT WOULD HELP");
    List<Plan.Reason> refused =
        reasons.stream()
            .filter(r -> !r.constraint().equals(Why.CHOSEN) && !isSaid(r) && !isConflict(r))
            .toList();
    refused.forEach(
        r ->
            table.row(r.subject(), r.candidate(), r.constraint(), r.found(), r.wanted(), r.cure()));
    if (table.isEmpty()) {
      return;
    }
    screen.line("");
    screen.table(table);
    // A cure is a sentence: on a narrow screen the table cuts it, and it is what people need most.
    refused.stream()
        .filter(reason -> !reason.cure().isEmpty() && screen.width() > 0)
        .map(reason -> reason.constraint() + ": " + reason.cure())
        .distinct()
        .forEach(cure -> screen.line("  " + Table.clean(cure)));
  }

  private static boolean isConflict(Plan.Reason reason) {
    return reason.constraint().startsWith(Why.CONFLICT) && reason.constraint().lastIndexOf(':') > 0;
  }

  /** What a resource says of itself: sentences, for which no column is wide enough. */
  private static boolean isSaid(Plan.Reason reason) {
    return reason.candidate().equals(reason.subject()) && reason.cure().isEmpty();
  }

  private void say(Plan.Reason said) {
    String word = said.wanted().isEmpty() ? "" : ", " + said.wanted();
    String line = said.subject() + ": " + said.constraint() + word + ": " + said.found();
    screen.line(Table.clean(line));
  }
}
