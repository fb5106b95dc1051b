package org.hansa.core.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A report as tools read those of tests. */
final class ReportXml {

  private ReportXml() {}

  static String of(Report report) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuite")
        .append(said("name", "driver " + report.driver() + " " + report.version()))
        .append(said("tests", report.verdicts().size()))
        .append(said("failures", report.count(Verdict.Outcome.BROKEN)))
        .append(said("errors", 0))
        .append(said("skipped", untried(report)))
        .append(said("timestamp", report.begun()))
        .append(said("time", seconds(report.duration())))
        .append(">\n");
    report.verdicts().forEach(v -> verdict(xml, report, v));
    List<String> out = new ArrayList<>();
    report.untried().forEach(each -> out.add("incomplete: " + each));
    report.left().forEach(each -> out.add("left behind: " + each));
    if (!out.isEmpty()) {
      xml.append("  <system-out>")
          .append(escaped(String.join("\n", out)))
          .append("</system-out>\n");
    }
    return xml.append("</testsuite>\n").toString();
  }

  private static long untried(Report report) {
    return report.count(Verdict.Outcome.SKIPPED) + report.count(Verdict.Outcome.UNTRIED);
  }

  private static void verdict(StringBuilder xml, Report report, Verdict verdict) {
    xml.append("  <testcase")
        .append(said("classname", verdict.ability().orElse(report.driver())))
        .append(said("name", verdict.rule()))
        .append(said("time", seconds(verdict.duration())));
    switch (verdict.outcome()) {
      case PASSED -> xml.append("/>\n");
      case SKIPPED, UNTRIED ->
          xml.append("><skipped").append(said("message", verdict.text())).append("/></testcase>\n");
      case BROKEN ->
          xml.append("><failure")
              .append(said("message", verdict.sentence()))
              .append(">")
              .append(escaped(verdict.text()))
              .append("</failure></testcase>\n");
    }
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
  }

  private static String said(String name, Object value) {
    return " " + name + "=\"" + escaped(String.valueOf(value)) + "\"";
  }

  /** What XML cannot hold at all becomes a question mark. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().forEach(c -> safe.append(escaped(c)));
    return safe.toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\n', '\r', '\t' -> "&#" + c + ";";
      default -> allowed(c) ? Character.toString(c) : "?";
    };
  }

  private static boolean allowed(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
