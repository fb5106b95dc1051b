package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Problem;
import org.hansa.core.driver.Driver;

/**
 * Checks an endpoint's options by the schema of its driver's own record. A driver that is not
 * installed yet has none: its endpoint says so when it is opened. Thread-safe.
 */
final class DriverOptions {

  private record Installed(Driver driver, JsonNode schema) {}

  private final Map<String, Installed> drivers = new ConcurrentHashMap<>();
  private final SchemaCheck check = new SchemaCheck();

  void add(Driver driver) {
    drivers.put(driver.id(), new Installed(driver, Schemas.of(driver.id(), driver.options())));
  }

  /** Another version may have come before this one has gone. */
  void remove(Driver driver) {
    drivers.computeIfPresent(driver.id(), (id, now) -> now.driver() == driver ? null : now);
  }

  /** What does not fit, with its place in the document. */
  List<Problem.Detail> violations(Draft draft) {
    if (!draft.ref().kind().equals(Endpoint.KIND)) {
      return List.of();
    }
    JsonNode spec = draft.spec().tree();
    Installed installed = drivers.get(spec.path("driver").asText());
    if (installed == null) {
      return List.of();
    }
    JsonNode options = spec.path("options");
    return check.check(
        installed.driver().id(),
        "/spec/options",
        installed.schema(),
        options.isObject() ? Doc.of(options) : Doc.EMPTY,
        true);
  }
}
