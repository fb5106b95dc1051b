package org.hansa.itests.archive.yard;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;

/** Workloads in a yard, which is reached by HTTP from every node. */
public final class YardDriver implements Driver {

  /**
   * Of an endpoint.
   *
   * @param url of the yard
   */
  public record Options(String url) {}

  @Override
  public String id() {
    return "yard";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Class<? extends Record> options() {
    return Options.class;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public Session open(Opening opening) {
    List<Ability> facets =
        List.of(new Place(), new YardWorkloads(((Options) opening.options()).url()));
    return new Open(facets);
  }

  record Open(List<Ability> facets) implements Session {
    @Override
    public void close() {}
  }

  static final class Place implements HostFacet {
    @Override
    public List<HostState> all(Deadline deadline) {
      return List.of(
          new HostState(
              "yard",
              Map.of("cpu", new BigDecimal(1_000), "memory", new BigDecimal(1_000L << 30)),
              Map.of("os", "linux"),
              List.of("process"),
              "yard.example",
              2_000,
              60_000,
              List.of()));
    }
  }
}
