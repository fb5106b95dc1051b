package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.Versions;
import org.hansa.core.driver.Driver;

/**
 * Checks an endpoint's options by the schema of its driver's own record. A driver that is not
 * installed yet has none: its endpoint says so when it is opened. Thread-safe.
 */
final class DriverOptions {

  private record Installed(Driver driver, JsonNode schema) {}

  private final Versions<Installed> drivers = new Versions<>();
  private final SchemaCheck check = new SchemaCheck();

  void add(Driver driver) {
    String id = driver.id();
    Installed installed = new Installed(driver, Schemas.of(id, driver.options()));
    drivers.add(id, driver.version(), installed);
  }

  /** Another version may have come before this one has gone. */
  void remove(Driver driver) {
    drivers.all().stream()
        .map(Versions.Installed::what)
        .filter(installed -> installed.driver() == driver)
        .forEach(drivers::remove);
  }

  /** What does not fit, with its place in the document. */
  List<Problem.Detail> violations(Draft draft) {
    if (!draft.ref().kind().equals(Endpoint.KIND)) {
      return List.of();
    }
    JsonNode spec = draft.spec().tree();
    String id = spec.path("driver").asText();
    Optional<String> version = Optional.ofNullable(spec.path("version").textValue());
    JsonNode options = spec.path("options");
    Optional<Installed> found = drivers.get(id, version);
    if (found.filter(i -> i.driver().local()).isPresent()
        && !draft.ref().tenant().equals(Tenant.SYSTEM)) {
      return List.of(
          new Problem.Detail(
              "/spec/driver",
              "'"
                  + id
                  + "' acts on Hansa's own machine, so its endpoints are of tenant system alone; use"
                  + " the provider's sites"));
    }
    return found
        .map(
            installed ->
                check.check(
                    id,
                    "/spec/options",
                    installed.schema(),
                    options.isObject() ? Doc.of(options) : Doc.EMPTY,
                    true))
        .orElse(List.of());
  }
}
