package org.hansa.core.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Store;

/**
 * How long ago each endpoint was last asked something that it answered, for {@code top}: what is
 * shown of it is as old as that, however long the answer took. And how many calls have not come
 * back by their deadlines to this node.
 */
record EndpointRows(Store store, Freshness freshness, Running running) implements Figures {

  @Override
  public String title() {
    return "endpoints";
  }

  @Override
  public List<Map<String, String>> rows() {
    Snapshot now = store.snapshot();
    Map<Ref, Instant> answers = new TreeMap<>(freshness.endpoints());
    return now.list(Endpoint.KIND).map(endpoint -> row(endpoint, answers, now)).toList();
  }

  private Map<String, String> row(Resource endpoint, Map<Ref, Instant> answers, Snapshot now) {
    Instant last = answers.get(endpoint.ref());
    Map<String, String> row = new LinkedHashMap<>();
    row.put("ENDPOINT", endpoint.ref().tenant() + "/" + endpoint.ref().name());
    String driver = endpoint.spec().as(Endpoint.Spec.class).driver();
    row.put("DRIVER", driver);
    row.put(
        "LAST ANSWER",
        last == null
            ? "none since start"
            : Duration.between(last, now.now()).toSeconds() + " s ago");
    row.put(
        "CALLS LOST",
        running.lostAt(endpoint.ref())
            + running.quarantine(driver).map(why -> ", quarantined").orElse(""));
    return row;
  }
}
