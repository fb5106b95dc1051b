package org.hansa.drivers.simulator.machine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.machine.SizeFacet;
import org.hansa.core.driver.machine.SizeState;
import org.hansa.drivers.simulator.data.Size;
import org.hansa.drivers.simulator.world.Here;

/** The sizes of virtual machines that a site has. */
public final class Sizes implements SizeFacet {

  private final Here here;

  public Sizes(Here here) {
    this.here = here;
  }

  @Override
  public List<SizeState> all(Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "all",
            "",
            deadline,
            () ->
                here.site().offer().sizes().stream()
                    .map(name -> state(name, here.site().continuum().sizes().get(name)))
                    .toList());
  }

  private static SizeState state(String name, Size size) {
    Map<String, String> facts = new TreeMap<>();
    size.accelerator().ifPresent(a -> facts.put("accelerator", a));
    return new SizeState(name, size.cpu(), size.memory(), size.disk(), facts);
  }
}
