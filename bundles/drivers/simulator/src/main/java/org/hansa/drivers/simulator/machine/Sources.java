package org.hansa.drivers.simulator.machine;

import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.drivers.simulator.data.BaseImage;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Here;

/** What machines and volumes are made of: base images and images of ours. */
public final class Sources {

  private final Here here;
  private final Images images;

  public Sources(Here here, Images images) {
    this.here = here;
    this.images = images;
  }

  /** An image that the site has by itself. */
  Optional<BaseImage> base(String name) {
    return Optional.of(name)
        .filter(here.site().offer().images()::contains)
        .map(here.site().continuum().images()::get);
  }

  /**
   * The book is locked.
   *
   * @throws DriverException NOT_FOUND if there is no such image, CONFLICT while it is brought
   */
  void require(String image) {
    if (base(image).isPresent()) {
      return;
    }
    long now = here.book().advance();
    boolean busy =
        images
            .visible(image)
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "there is no image "
                            + image
                            + "; name one of ours or of "
                            + here.site().offer().images()))
            .busy(now);
    if (busy) {
      throw Refusal.conflict("the image " + image + " is still being brought; wait for it");
    }
  }
}
