package org.hansa.core.kit;

import java.util.Comparator;

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
            + " skipped in "
            + Words.time(report.duration()));
    report.verdicts().stream()
        .sorted(Comparator.comparing(v -> order(v.outcome())))
        .forEach(v -> verdict(text, v));
    if (!report.left().isEmpty()) {
      line(text, 0, "left behind:");
      report.left().forEach(left -> line(text, 4, "  " + left));
    }
    return text.toString();
  }

  private static int order(Verdict.Outcome outcome) {
    return switch (outcome) {
      case BROKEN -> 0;
      case PASSED -> 1;
      case SKIPPED -> 2;
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
