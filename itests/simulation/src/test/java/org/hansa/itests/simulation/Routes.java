package org.hansa.itests.simulation;

import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/**
 * Of one bundle, in one order: several builders of a bundle start in that of their hash codes,
 * which is another in each process.
 */
record Routes(List<RoutesBuilder> all) implements RoutesBuilder {

  @Override
  public void addRoutesToCamelContext(CamelContext context) throws Exception {
    for (RoutesBuilder each : all) {
      each.addRoutesToCamelContext(context);
    }
  }

  @Override
  public void addTemplatedRoutesToCamelContext(CamelContext context) {}

  @Override
  public Set<String> updateRoutesToCamelContext(CamelContext context) {
    return Set.of();
  }
}
