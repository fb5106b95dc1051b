package org.hansa.core.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.energy.EnergySourceFacet;
import org.hansa.core.driver.energy.PowerMeterFacet;
import org.hansa.core.driver.energy.PowerState;
import org.hansa.core.driver.energy.SupplyState;

/** Power and its source, in the model. */
final class ModelEnergy {

  private ModelEnergy() {}

  record Meter(ModelSession at) implements PowerMeterFacet {

    @Override
    public List<PowerState> read(Deadline deadline) {
      at.reach(deadline);
      List<PowerState> all = new ArrayList<>(List.of(power("host-1"), power("rack-1")));
      if (at.is(Defect.MEASURED_TWICE)) {
        all.add(power("rack-1"));
      }
      return all;
    }

    private PowerState power(String name) {
      int tick = at.model().world().counter.incrementAndGet();
      return new PowerState(
          name,
          PowerState.Scope.MACHINE,
          BigDecimal.valueOf(at.is(Defect.NEGATIVE_WATTS) ? -1 : 100),
          Optional.of(BigDecimal.valueOf(at.is(Defect.JOULES_FALL) ? 10_000 - tick : tick)),
          "boot-1",
          at.opening().clock().instant(),
          "model");
    }
  }

  record Source(ModelSession at) implements EnergySourceFacet {

    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    public List<SupplyState> supply(Instant from, Instant to, Deadline deadline) {
      at.reach(deadline);
      boolean none = !from.isBefore(to) || Duration.between(from, to).toDays() > 31;
      if (none && !at.is(Defect.ANY_SPAN)) {
        throw ModelFacet.invalid("no hours, or too many, are between " + from + " and " + to);
      }
      List<SupplyState> hours = new ArrayList<>();
      Instant first = at.is(Defect.HOUR_BESIDE) ? from.minus(HOUR) : from;
      for (Instant hour = first; hour.isBefore(to); hour = hour.plus(HOUR)) {
        hours.add(hour(hour));
      }
      if (at.is(Defect.HOUR_MISSING)) {
        hours.remove(3);
      }
      return hours;
    }

    private SupplyState hour(Instant from) {
      return new SupplyState(
          from,
          false,
          Optional.of(BigDecimal.TEN),
          Optional.of(new BigDecimal("0.5")),
          Optional.of(BigDecimal.ONE),
          at.is(Defect.PRICE_OF_NO_CURRENCY) ? Optional.empty() : Optional.of("EUR"),
          Optional.empty());
    }

    @Override
    public String source() {
      return at.is(Defect.NOBODY_SAYS) ? "" : "model";
    }
  }
}
