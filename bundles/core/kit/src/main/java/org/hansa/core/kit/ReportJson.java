package org.hansa.core.kit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report for programs. */
final class ReportJson {

  private ReportJson() {}

  static String of(Report report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("driver", report.driver())
        .put("version", report.version())
        .put("simulated", report.simulated())
        .put("begun", report.begun().toString())
        .put("milliseconds", report.duration().toMillis())
        .put("passed", report.passed())
        .put("complete", report.complete());
    ArrayNode untried = json.putArray("untried");
    report.untried().forEach(untried::add);
    ArrayNode verdicts = json.putArray("verdicts");
    for (Verdict verdict : report.verdicts()) {
      ObjectNode one = verdicts.addObject();
      one.put("rule", verdict.rule()).put("sentence", verdict.sentence());
      verdict.ability().ifPresent(ability -> one.put("ability", ability));
      one.put("outcome", verdict.outcome().toString())
          .put("text", verdict.text())
          .put("milliseconds", verdict.duration().toMillis());
    }
    ArrayNode left = json.putArray("left");
    report.left().forEach(left::add);
    return json.toPrettyString();
  }
}
