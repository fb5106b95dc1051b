package org.hansa.core.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Figures;
import org.hansa.core.runtime.delivery.Queues;

/** The work queues, for {@code top}. */
record QueueRows(Queues queues) implements Figures {

  @Override
  public String title() {
    return "queues";
  }

  @Override
  public List<Map<String, String>> rows() {
    return queues.figures().stream()
        .map(
            q -> {
              Map<String, String> row = new LinkedHashMap<>();
              row.put("ROUTE", q.route());
              row.put("CONTROLLER", q.controller());
              row.put("WAITING", Integer.toString(q.depth()));
              row.put("OLDEST ms", Long.toString(q.oldest().toMillis()));
              row.put("RUNNING", Integer.toString(q.running()));
              row.put("LATER", Integer.toString(q.delayed()));
              row.put("FAILING", Integer.toString(q.failing()));
              row.put("PARKED", Integer.toString(q.parked()));
              row.put("STEPS", Long.toString(q.steps()));
              row.put("FAILURES", Long.toString(q.failures()));
              return row;
            })
        .toList();
  }
}
