package org.hansa.drivers.simulator.machine;

import static org.hansa.drivers.simulator.world.Words.require;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.machine.ImageFacet;
import org.hansa.core.driver.machine.ImageSpec;
import org.hansa.core.driver.machine.ImageState;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Taken;
import org.hansa.drivers.simulator.world.Words;

/** Images of ours: brought as fast as the uplink is wide, and not kept. */
public final class Images extends Modelled<ImageSpec, ImageState, Blob> implements ImageFacet {

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final long LARGEST = 1L << 42;
  private static final long MILLIS = 1_000;

  public Images(Here here) {
    super(here, Blob.class);
  }

  @Override
  protected void check(ImageSpec spec) {
    Words.name(spec.name());
    require(
        DIGEST.matcher(spec.digest()).matches(),
        "'" + spec.digest() + "' is not sha256: and 64 hex digits");
    Words.positive("size", spec.size());
    require(spec.size() <= LARGEST, "size is " + spec.size() + "; at most " + LARGEST);
    require(spec.facts().values().stream().allMatch(v -> v.length() <= 200), "a fact is too long");
  }

  @Override
  protected void prepare(String uid, ImageSpec spec) {
    synchronized (here.book()) {
      here.book().advance();
      here.book().get(kind, uid).ifPresent(kept -> requireSame(uid, kept.thing(), spec));
    }
    here.requireContent(spec.digest(), Optional.of(spec.size()));
  }

  @Override
  protected ImageState expected(ImageSpec spec, String print) {
    return new ImageState(spec.digest(), spec.size(), Optional.empty());
  }

  @Override
  protected Made<Blob> make(
      String uid,
      ImageSpec spec,
      String print,
      Optional<Kept<Blob>> before,
      Taken taken,
      long now) {
    before.ifPresent(kept -> requireSame(uid, kept.thing(), spec));
    Duration rest =
        before
            .map(k -> Duration.ZERO)
            .orElseGet(() -> here.durations().image().plus(transfer(spec.size())));
    return new Made<>(new Blob(print, spec.name(), spec.digest(), spec.size()), rest);
  }

  private static void requireSame(String uid, Blob blob, ImageSpec spec) {
    require(
        blob.digest().equals(spec.digest()) && blob.size() == spec.size(),
        "the image "
            + uid
            + " is "
            + blob.digest()
            + " and cannot be changed to "
            + spec.digest()
            + "; make another");
  }

  /** Whoever changes the name of one that is being brought does not make it come sooner. */
  @Override
  protected boolean keepsWork() {
    return true;
  }

  private Duration transfer(long bytes) {
    double seconds = (double) bytes * Byte.SIZE / here.site().uplink();
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }

  @Override
  protected ImageState show(String uid, Kept<Blob> kept, long now) {
    return new ImageState(
        kept.thing().digest(), kept.thing().size(), Optional.of(here.id("img", NAME, uid)));
  }

  @Override
  public List<Trial<ImageSpec>> trials(Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "trials",
            "",
            deadline,
            () ->
                List.of(
                    new Trial<>(trial("one"), trial("one-changed")),
                    new Trial<>(trial("two"), trial("two-changed"))));
  }

  private static ImageSpec trial(String name) {
    return new ImageSpec(
        name, Trial.ARTIFACT, Trial.artifactSize(), ImageSpec.Format.RAW, Map.of());
  }
}
