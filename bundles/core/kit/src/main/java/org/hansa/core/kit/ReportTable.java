package org.hansa.core.kit;

import java.util.Comparator;
import java.util.List;

/** A report for people. */
final class ReportTable {

  private static final int WIDTH = 100;
  private static final int OUTCOME = 9;
  private static final int RULE = 28;

  private ReportTable() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        0,
        report.driver()
            + " "
            + report.version()
            + (report.simulated() ? " (simulated)" : "")
            + ": "
            + report.count(Verdict.Outcome.BROKEN)
            + " broken, "
            + report.count(Verdict.Outcome.PASSED)
            + " passed, "
            + report.count(Verdict.Outcome.SKIPPED)
            + " skipped, "
            + report.count(Verdict.Outcome.UNTRIED)
            + " untried in "
            + Words.time(report.duration()));
    block(text, "INCOMPLETE, not tried as it should be:", report.untried());
    report.verdicts().stream()
        .sorted(Comparator.comparing(v -> order(v.outcome())))
        .forEach(v -> verdict(text, v));
    block(text, "left behind:", report.left());
    return text.toString();
  }

  private static void block(StringBuilder text, String head, List<String> lines) {
    if (!lines.isEmpty()) {
      line(text, 0, head);
      lines.forEach(each -> line(text, 4, "  " + each));
    }
  }

  private static int order(Verdict.Outcome outcome) {
    return switch (outcome) {
      case BROKEN -> 0;
      case PASSED -> 1;
      case UNTRIED -> 2;
      case SKIPPED -> 3;
    };
  }

  private static void verdict(StringBuilder text, Verdict verdict) {
    String head = pad(verdict.outcome().toString(), OUTCOME) + pad(verdict.rule(), RULE);
    line(text, OUTCOME + RULE, head + verdict.sentence());
    if (!verdict.text().isEmpty()) {
      String indent = " ".repeat(OUTCOME + 2);
      line(text, OUTCOME + 2, indent + verdict.text());
    }
  }

  private static String pad(String word, int width) {
    return word + " ".repeat(Math.max(1, width - word.length()));
  }

  /** On as many lines as it takes, those after the first indented. */
  private static void line(StringBuilder to, int indent, String what) {
    String rest = plain(what).stripTrailing();
    String margin = " ".repeat(indent);
    while (rest.length() > WIDTH) {
      int cut = rest.lastIndexOf(' ', WIDTH);
      if (cut <= indent + RULE) {
        cut = WIDTH;
      }
      to.append(rest.substring(0, cut).stripTrailing()).append('\n');
      rest = margin + rest.substring(cut).stripLeading();
    }
    to.append(rest).append('\n');
  }

  /** What came from a driver cannot move the cursor. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
