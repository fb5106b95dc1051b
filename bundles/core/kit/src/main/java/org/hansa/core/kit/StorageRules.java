package org.hansa.core.kit;

import java.util.List;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.machine.ImageFacet;
import org.hansa.core.driver.machine.ImageSpec;
import org.hansa.core.driver.machine.ImageState;
import org.hansa.core.driver.machine.VolumeFacet;
import org.hansa.core.driver.machine.VolumeSpec;
import org.hansa.core.driver.machine.VolumeState;

/** Volumes and images. */
final class StorageRules {

  private StorageRules() {}

  static List<Rule> all() {
    return List.of(
        volume("volume-size", "A volume is never smaller than asked.", StorageRules::size),
        volume("volume-grows", "A volume grows, and stays the same one.", StorageRules::grows),
        volume(
            "volume-never-shrinks",
            "A smaller size is INVALID, and the volume stays as it was.",
            StorageRules::shrinks),
        image("image-digest", "An image has the digest that was asked for.", StorageRules::digest),
        image(
            "image-other-digest",
            "Another content under the same uid is refused, and the image stays as it was.",
            StorageRules::otherDigest));
  }

  private static Rule volume(String id, String sentence, Rule.Check check) {
    return Rule.of(VolumeFacet.NAME, id, sentence, check);
  }

  private static Rule image(String id, String sentence, Rule.Check check) {
    return Rule.of(ImageFacet.NAME, id, sentence, check);
  }

  private static Tried<VolumeSpec, VolumeState> volumes(Stage stage) {
    return stage.tried(stage.need(VolumeFacet.class));
  }

  private static void size(Stage stage) {
    Tried<VolumeSpec, VolumeState> tried = volumes(stage);
    VolumeSpec spec = tried.trial().spec();
    long size = tried.seen(tried.made(spec)).size();
    Broken.unless(size >= spec.size(), "of " + spec.size() + " bytes it has " + size);
  }

  private static VolumeSpec sized(VolumeSpec s, long size) {
    return new VolumeSpec(s.name(), size, s.type(), s.image());
  }

  private static void grows(Stage stage) {
    Tried<VolumeSpec, VolumeState> tried = volumes(stage);
    VolumeSpec spec = tried.trial().spec();
    String uid = tried.made(spec);
    VolumeState before = tried.quiet(uid);
    VolumeSpec more = sized(spec, before.size() * 2);
    tried.settle(uid, more);
    VolumeState now = tried.agreed(uid, more);
    Broken.unless(now.size() >= more.size(), "of " + more.size() + " bytes it has " + now.size());
    Broken.unless(Agreement.otherObject(before, now).isEmpty(), "it was made anew: " + before.id());
  }

  private static void shrinks(Stage stage) {
    Tried<VolumeSpec, VolumeState> tried = volumes(stage);
    VolumeSpec spec = tried.trial().spec();
    Fixed.refuses(tried, sized(spec, spec.size() * 2), spec, Set.of(Reason.INVALID));
  }

  private static void digest(Stage stage) {
    Tried<ImageSpec, ImageState> tried = stage.tried(stage.need(ImageFacet.class));
    ImageSpec spec = tried.trial().spec();
    ImageState state = tried.seen(tried.made(spec));
    Broken.unless(state.digest().equals(spec.digest()), "it is " + state.digest());
  }

  private static void otherDigest(Stage stage) {
    Tried<ImageSpec, ImageState> tried = stage.tried(stage.need(ImageFacet.class));
    ImageSpec spec = tried.trial().spec();
    ImageSpec other =
        new ImageSpec(
            spec.name(), "sha256:" + "0".repeat(64), spec.size(), spec.format(), spec.facts());
    Fixed.refuses(tried, spec, other, Set.of(Reason.INVALID, Reason.CONFLICT));
  }
}
