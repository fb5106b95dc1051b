package org.hansa.itests.bench.timefold;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** A workload: its site is what Timefold decides, of those that have all its labels. */
@PlanningEntity
public class Item {

  @PlanningId private int number;

  private Fixed fixed;

  @PlanningVariable(valueRangeProviderRefs = "eligible")
  private Spot spot;

  /** What never changes, shared by all copies. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Fixed(
      long[] needs, long[] costs, List<Spot> eligible, int[] others, long[] traffic) {}

  public Item() {}

  Item(int number, Fixed fixed, Spot spot) {
    this.number = number;
    this.fixed = fixed;
    this.spot = spot;
  }

  @ValueRangeProvider(id = "eligible")
  public List<Spot> eligible() {
    return fixed.eligible();
  }

  int number() {
    return number;
  }

  Fixed fixed() {
    return fixed;
  }

  public Spot getSpot() {
    return spot;
  }

  public void setSpot(Spot spot) {
    this.spot = spot;
  }
}
