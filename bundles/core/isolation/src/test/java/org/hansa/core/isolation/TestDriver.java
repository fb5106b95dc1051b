package org.hansa.core.isolation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.energy.EnergySourceFacet;
import org.hansa.core.driver.energy.SupplyState;
import org.hansa.core.driver.machine.SizeFacet;
import org.hansa.core.driver.machine.SizeState;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;

/** A driver with a facet of each shape. */
public final class TestDriver implements Driver {

  static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789012345Z");

  static final Reading READING =
      new Reading(
          "run", TIME, TIME, Map.of("cpu-seconds", new BigDecimal("1.50")), Map.of(), "test");

  static final SizeState SIZE = sizes().get(0);

  @Override
  public String id() {
    return "test";
  }

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public Class<? extends Record> options() {
    return TestOptions.class;
  }

  @Override
  public Session open(Opening opening) {
    if (opening.endpoint().equals("refused")) {
      throw new DriverException(DriverException.Reason.INVALID, "refused as such");
    }
    List<Ability> facets = List.of(new Troubles(opening), new Sizes(), new Meter(), new Source());
    return new Session() {
      @Override
      public List<Ability> facets() {
        return facets;
      }

      @Override
      public Map<String, String> capabilities() {
        return Map.of("options", opening.options().toString());
      }

      @Override
      public void close() {
        System.out.println("closed " + opening.endpoint());
      }
    };
  }

  static List<SizeState> sizes() {
    return List.of(new SizeState("small", 1, 1L << 30, 10L << 30, Map.of("kind", "test")));
  }

  private static final class Sizes implements SizeFacet {
    @Override
    public List<SizeState> all(Deadline deadline) {
      return sizes();
    }
  }

  private static final class Meter implements MeterFacet {
    @Override
    public Optional<Reading> read(String uid, Deadline deadline) {
      return uid.equals("there") ? Optional.of(READING) : Optional.empty();
    }
  }

  private static final class Source implements EnergySourceFacet {
    @Override
    public List<SupplyState> supply(Instant from, Instant to, Deadline deadline) {
      return List.of(state(from), state(to));
    }

    @Override
    public String source() {
      return "a meter";
    }
  }

  static SupplyState state(Instant from) {
    return new SupplyState(
        from,
        true,
        Optional.of(new BigDecimal("1E+2")),
        Optional.of(new BigDecimal("0.250")),
        Optional.empty(),
        Optional.of("EUR"),
        Optional.empty());
  }
}
