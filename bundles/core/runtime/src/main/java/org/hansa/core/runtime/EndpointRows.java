package org.hansa.core.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Store;

/**
 * How long ago each endpoint was last asked something that it answered, for {@code top}: what is
 * shown of it is as old as that, however long the answer took. And how many resources wait for a
 * place there, and how many calls have not come back by their deadlines to this node.
 */
record EndpointRows(Store store, Freshness freshness, Running running, Tickets tickets)
    implements Figures {

  @Override
  public String title() {
    return "endpoints";
  }

  @Override
  public List<Map<String, String>> rows() {
    return store.snapshot().list(Endpoint.KIND).map(this::row).toList();
  }

  private Map<String, String> row(Resource endpoint) {
    Optional<Duration> age = freshness.age(endpoint.ref());
    String driver = endpoint.spec().as(Endpoint.Spec.class).driver();
    Map<String, String> row = new LinkedHashMap<>();
    row.put("ENDPOINT", endpoint.ref().tenant() + "/" + endpoint.ref().name());
    row.put("DRIVER", driver);
    row.put("LAST ANSWER", age.map(past -> past.toSeconds() + " s ago").orElse("none since start"));
    row.put("WAITING", Integer.toString(tickets.waiting(endpoint.ref())));
    row.put(
        "CALLS LOST",
        running.lostAt(endpoint.ref())
            + running.quarantine(driver).map(why -> ", quarantined").orElse(""));
    return row;
  }
}
