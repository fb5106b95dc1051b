package org.hansa.drivers.simulator.workload;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Taken;

/** Forwards that listen in the model only. */
public final class Forwards extends Modelled<ForwardSpec, ForwardState, Door>
    implements ForwardFacet {

  public Forwards(Here here) {
    super(here, Door.class);
  }

  @Override
  protected void check(ForwardSpec spec) {
    spec.checked();
  }

  @Override
  protected ForwardState expected(ForwardSpec spec, String print) {
    return new ForwardState(spec.port(), spec.targets(), true);
  }

  @Override
  protected Made<Door> make(
      String uid,
      ForwardSpec spec,
      String print,
      Optional<Kept<Door>> before,
      Taken taken,
      long now) {
    new Ports(here).require(spec.port(), taken);
    return new Made<>(new Door(print, spec.port(), spec.targets()), Duration.ZERO);
  }

  @Override
  protected ForwardState show(String uid, Kept<Door> kept, long now) {
    return new ForwardState(kept.thing().port(), kept.thing().targets(), true);
  }

  @Override
  public List<Trial<ForwardSpec>> trials(Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "trials",
            "",
            deadline,
            () -> {
              List<Integer> free = free();
              return List.of(
                  new Trial<>(
                      new ForwardSpec(free.get(0), List.of("192.0.2.1:80")),
                      new ForwardSpec(free.get(0), List.of("192.0.2.2:80", "192.0.2.1:80"))),
                  new Trial<>(
                      new ForwardSpec(free.get(1), List.of("192.0.2.1:80")),
                      new ForwardSpec(free.get(1), List.of("192.0.2.2:80"))));
            });
  }

  private List<Integer> free() {
    synchronized (here.book()) {
      here.book().advance();
      return new Ports(here).free(2);
    }
  }
}
