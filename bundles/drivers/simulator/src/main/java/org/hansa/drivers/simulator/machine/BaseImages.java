package org.hansa.drivers.simulator.machine;

import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.machine.BaseImageFacet;
import org.hansa.core.driver.machine.BaseImageState;
import org.hansa.drivers.simulator.data.BaseImage;
import org.hansa.drivers.simulator.world.Here;

/** The images that a site has by itself. */
public final class BaseImages implements BaseImageFacet {

  private final Here here;

  public BaseImages(Here here) {
    this.here = here;
  }

  @Override
  public List<BaseImageState> all(Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "all",
            "",
            deadline,
            () ->
                here.site().offer().images().stream()
                    .map(name -> state(name, here.site().continuum().images().get(name)))
                    .toList());
  }

  private static BaseImageState state(String name, BaseImage image) {
    return new BaseImageState(
        name,
        Map.of(
            "os", image.os(),
            "version", image.version(),
            "arch", image.arch(),
            "user", image.user(),
            "simulated", "true"),
        image.disk());
  }
}
