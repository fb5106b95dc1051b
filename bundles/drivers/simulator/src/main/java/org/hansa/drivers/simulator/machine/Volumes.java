package org.hansa.drivers.simulator.machine;

import static org.hansa.drivers.simulator.world.Words.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.machine.VolumeFacet;
import org.hansa.core.driver.machine.VolumeSpec;
import org.hansa.core.driver.machine.VolumeState;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Taken;
import org.hansa.drivers.simulator.world.Words;

/** Volumes of the types that a site has. */
public final class Volumes extends Modelled<VolumeSpec, VolumeState, Disk> implements VolumeFacet {

  private static final long TRIED = 1L << 30;

  private final Sources sources;

  public Volumes(Here here, Sources sources) {
    super(here, Disk.class);
    this.sources = sources;
  }

  private Map<String, Long> types() {
    return here.site().offer().volumes();
  }

  /** The first that the site names. */
  private String type(VolumeSpec spec) {
    return spec.type().orElseGet(() -> types().keySet().iterator().next());
  }

  @Override
  protected void check(VolumeSpec spec) {
    Words.name(spec.name());
    Words.positive("size", spec.size());
    require(
        types().containsKey(type(spec)),
        "the type '" + type(spec) + "' is none of " + types().keySet());
    spec.image()
        .ifPresent(
            image -> {
              Words.reference("image", image);
              sources
                  .base(image)
                  .ifPresent(
                      base ->
                          require(
                              spec.size() >= base.disk(),
                              "size is " + spec.size() + "; " + image + " needs " + base.disk()));
            });
  }

  @Override
  protected VolumeState expected(VolumeSpec spec, String print) {
    return new VolumeState(
        spec.size(), Optional.of(type(spec)), Optional.empty(), Optional.empty());
  }

  @Override
  protected Made<Disk> make(
      String uid,
      VolumeSpec spec,
      String print,
      Optional<Kept<Disk>> before,
      Taken taken,
      long now) {
    String type = type(spec);
    before
        .map(Kept::thing)
        .ifPresent(
            old -> {
              require(
                  spec.size() >= old.size(),
                  "the volume "
                      + uid
                      + " has "
                      + old.size()
                      + " bytes and cannot shrink to "
                      + spec.size());
              require(
                  type.equals(old.type()),
                  "the volume " + uid + " is of type " + old.type() + " and cannot be changed");
            });
    if (before.isEmpty()) {
      spec.image().ifPresent(sources::require);
    }
    long free = types().get(type) - taken.of(Disk.pool(type));
    if (spec.size() > free) {
      throw Refusal.exhausted(
          here.site().name()
              + " has "
              + free
              + " of "
              + types().get(type)
              + " bytes of type "
              + type
              + " left, and "
              + spec.size()
              + " were asked for");
    }
    return new Made<>(new Disk(print, spec.name(), spec.size(), type), here.durations().volume());
  }

  @Override
  protected VolumeState show(String uid, Kept<Disk> kept, long now) {
    return new VolumeState(
        kept.thing().size(),
        Optional.of(kept.thing().type()),
        attached(uid),
        Optional.of(here.id("vol", NAME, uid)));
  }

  private Optional<String> attached(String uid) {
    return here.book().holders(Disk.attachment(uid)).stream().findFirst();
  }

  @Override
  protected void refuseRemoval(String uid) {
    attached(uid)
        .ifPresent(
            machine -> {
              throw Refusal.conflict(
                  "the volume " + uid + " is attached to " + machine + "; detach it first");
            });
  }

  @Override
  public List<Trial<VolumeSpec>> trials(Deadline deadline) {
    return here.calls().make(NAME, "trials", "", deadline, this::trials);
  }

  private List<Trial<VolumeSpec>> trials() {
    synchronized (here.book()) {
      here.book().advance();
      String type = types().keySet().iterator().next();
      if (types().get(type) - here.book().sum(Disk.pool(type)) < 4 * TRIED) {
        throw Refusal.exhausted("less than 4 GiB of type " + type + " are left");
      }
    }
    return List.of(
        new Trial<>(trial("one", TRIED), trial("one", 2 * TRIED)),
        new Trial<>(trial("two", TRIED), trial("two", 2 * TRIED)));
  }

  private static VolumeSpec trial(String name, long size) {
    return new VolumeSpec(name, size, Optional.empty(), Optional.empty());
  }
}
