package org.hansa.core.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.machine.BareMetalFacet;
import org.hansa.core.driver.machine.BareMetalSpec;
import org.hansa.core.driver.machine.BareMetalState;
import org.hansa.core.driver.machine.ImageFacet;
import org.hansa.core.driver.machine.ImageSpec;
import org.hansa.core.driver.machine.ImageState;
import org.hansa.core.driver.machine.VirtualMachineFacet;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VirtualMachineState;
import org.hansa.core.driver.machine.VolumeFacet;
import org.hansa.core.driver.machine.VolumeSpec;
import org.hansa.core.driver.machine.VolumeState;
import org.hansa.core.driver.network.VirtualNetworkFacet;

/** Machines, and what they are made of, in the model. */
final class ModelMachines {

  static final String IMAGE = "linux-12";
  static final int SERVERS = 8;

  private ModelMachines() {}

  static void requireImage(String image) {
    if (!image.equals(IMAGE)) {
      throw ModelFacet.missing("image " + image);
    }
  }

  static final class Images extends ModelFacet<ImageSpec, ImageState> implements ImageFacet {

    Images(ModelSession at) {
      super(at);
    }

    @Override
    void check(ImageSpec spec) {
      if (!spec.digest().matches("sha256:[0-9a-f]{64}") || spec.size() < 0) {
        throw invalid("no such image can be");
      }
    }

    @Override
    void change(ImageSpec before, ImageSpec after) {
      if (!before.digest().equals(after.digest()) && !is(Defect.IMAGE_REPLACED)) {
        throw invalid("the content of an image stays");
      }
    }

    @Override
    ImageState state(ImageSpec spec, Optional<Integer> id) {
      boolean other = is(Defect.OTHER_IMAGE) || (id.isEmpty() && is(Defect.EXPECTS_WRONGLY));
      return new ImageState(
          other ? "sha256:other" : spec.digest(), spec.size(), id.map(i -> "i" + i));
    }

    @Override
    List<Trial<ImageSpec>> tries() {
      return List.of(
          new Trial<>(spec("one"), spec("one-changed")), new Trial<>(spec("two"), spec("two-b")));
    }

    private static ImageSpec spec(String name) {
      return new ImageSpec(
          name, Trial.ARTIFACT, Trial.artifactSize(), ImageSpec.Format.RAW, Map.of());
    }
  }

  static final class Volumes extends ModelFacet<VolumeSpec, VolumeState> implements VolumeFacet {

    private static final long GIBI = 1L << 30;

    Volumes(ModelSession at) {
      super(at);
    }

    @Override
    void check(VolumeSpec spec) {
      if (spec.size() <= 0 || spec.type().filter(t -> !Set.of("ssd").contains(t)).isPresent()) {
        throw invalid("no such volume can be");
      }
    }

    @Override
    void room(String uid, VolumeSpec spec) {
      spec.image().ifPresent(ModelMachines::requireImage);
    }

    @Override
    void change(VolumeSpec before, VolumeSpec after) {
      if (after.size() < before.size() && !is(Defect.SHRINKS)) {
        throw invalid("a volume cannot shrink");
      }
    }

    @Override
    void leave(String uid) {
      if (!is(Defect.TORN_VOLUME)) {
        machine(uid)
            .ifPresent(
                m -> {
                  throw new DriverException(Reason.CONFLICT, uid + " is attached to " + m);
                });
      }
    }

    private Optional<String> machine(String uid) {
      return world().things().entrySet().stream()
          .filter(
              e -> e.getValue().spec instanceof VirtualMachineSpec m && m.volumes().contains(uid))
          .map(e -> e.getKey().uid())
          .findFirst();
    }

    @Override
    VolumeState known(String uid, VolumeState state) {
      return is(Defect.ATTACHED_UNSEEN)
          ? state
          : new VolumeState(state.size(), state.type(), machine(uid), state.id());
    }

    @Override
    VolumeState state(VolumeSpec spec, Optional<Integer> id) {
      String name =
          id.map(i -> "v" + i).orElse("") + (is(Defect.GROWN_ANEW) ? " " + spec.size() : "");
      return new VolumeState(
          is(Defect.SMALL_VOLUME) ? spec.size() - 1 : spec.size(),
          Optional.of("ssd"),
          Optional.empty(),
          id.map(i -> name));
    }

    @Override
    List<Trial<VolumeSpec>> tries() {
      return IntStream.of(1, 2, 3)
          .mapToObj(i -> new Trial<>(spec("v" + i, i * GIBI), spec("v" + i, i * GIBI + GIBI)))
          .toList();
    }

    private static VolumeSpec spec(String name, long size) {
      return new VolumeSpec(name, size, Optional.empty(), Optional.empty());
    }
  }

  static final class Machines extends ModelFacet<VirtualMachineSpec, VirtualMachineState>
      implements VirtualMachineFacet {

    Machines(ModelSession at) {
      super(at);
    }

    @Override
    void check(VirtualMachineSpec spec) {
      if (spec.cpu() <= 0 || spec.memory() <= 0 || spec.disk() < 0) {
        throw invalid("no such machine can be");
      }
    }

    @Override
    void room(String uid, VirtualMachineSpec spec) {
      requireImage(spec.image());
      if (spec.size().filter(s -> !s.equals("small")).isPresent()
          || !there(VolumeFacet.NAME, spec.volumes())
          || !there(VirtualNetworkFacet.NAME, spec.networks())) {
        throw missing("size, volume or network as the spec says");
      }
    }

    private boolean there(String facet, List<String> uids) {
      return uids.stream()
          .allMatch(u -> world().get(new Made(at.opening().installation(), facet, u)).isPresent());
    }

    @Override
    void change(VirtualMachineSpec before, VirtualMachineSpec after) {
      if (after.disk() < before.disk() && !is(Defect.DISK_SHRINKS)) {
        throw invalid("a disk cannot shrink");
      }
    }

    @Override
    void leave(String uid) {
      if (is(Defect.VOLUME_GOES_ALONG)) {
        world().things().values().removeIf(t -> t.spec instanceof VolumeSpec);
      }
    }

    @Override
    VirtualMachineState state(VirtualMachineSpec spec, Optional<Integer> id) {
      boolean on = spec.on() || is(Defect.NEVER_STOPS);
      return new VirtualMachineState(
          on ? VirtualMachineState.Phase.RUNNING : VirtualMachineState.Phase.STOPPED,
          is(Defect.SMALL_MACHINE) ? spec.cpu() - 1 : spec.cpu(),
          spec.memory(),
          spec.disk(),
          spec.image(),
          spec.volumes(),
          spec.networks(),
          List.of(),
          Optional.empty(),
          id.map(i -> "m" + i),
          Optional.empty());
    }

    @Override
    List<Trial<VirtualMachineSpec>> tries() {
      return List.of(
          new Trial<>(spec("one", 1), spec("one", 2)), new Trial<>(spec("two", 3), spec("two", 4)));
    }

    private static VirtualMachineSpec spec(String name, int cpu) {
      return new VirtualMachineSpec(
          name,
          Optional.empty(),
          cpu,
          1L << 30,
          1L << 30,
          IMAGE,
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          true);
    }

    @Override
    public List<String> console(String uid, int most, Deadline deadline) {
      at.reach(deadline);
      return ModelWorkloads.lines(
          world().get(key(uid)).isPresent() || is(Defect.CONSOLE_OF_NOBODY),
          !is(Defect.ANY_CONSOLE_LINES),
          !is(Defect.CONSOLE_UNCOUNTED),
          most);
    }
  }

  static final class Claims extends ModelFacet<BareMetalSpec, BareMetalState>
      implements BareMetalFacet {

    Claims(ModelSession at) {
      super(at);
    }

    static String server(int n) {
      return "server-" + n;
    }

    @Override
    void check(BareMetalSpec spec) {
      if (spec.server().isEmpty()) {
        throw invalid("a claim names a server");
      }
    }

    @Override
    void room(String uid, BareMetalSpec spec) {
      spec.image().ifPresent(ModelMachines::requireImage);
      if (IntStream.range(0, SERVERS).noneMatch(n -> server(n).equals(spec.server()))) {
        throw missing("server " + spec.server());
      }
      world()
          .things()
          .forEach(
              (key, thing) -> {
                if (thing.spec instanceof BareMetalSpec other
                    && other.server().equals(spec.server())
                    && !key.equals(key(uid))
                    && !is(Defect.CLAIMED_TWICE)) {
                  throw new DriverException(Reason.CONFLICT, spec.server() + " is claimed");
                }
              });
    }

    @Override
    void change(BareMetalSpec before, BareMetalSpec after) {
      if (!before.server().equals(after.server()) && !is(Defect.CLAIM_MOVES)) {
        throw invalid("a claim stays with its server");
      }
    }

    @Override
    void made(String uid, BareMetalSpec spec) {
      if (is(Defect.NEVER_RELEASED)) {
        world().burnt.add(spec.server());
      }
    }

    @Override
    BareMetalState state(BareMetalSpec spec, Optional<Integer> id) {
      boolean on = spec.on() || (id.isPresent() && is(Defect.POWER_IGNORED));
      String address = "10.0.0." + id.orElse(0);
      return new BareMetalState(
          spec.server(),
          on,
          spec.image(),
          id.isPresent() ? List.of(address) : List.of(),
          Optional.empty());
    }

    @Override
    List<Trial<BareMetalSpec>> tries() {
      List<String> taken =
          world().specs(BareMetalSpec.class).stream().map(BareMetalSpec::server).toList();
      return IntStream.range(0, SERVERS)
          .mapToObj(Claims::server)
          .filter(s -> !taken.contains(s))
          .limit(2)
          .map(s -> new Trial<>(spec(s, true), spec(s, false)))
          .toList();
    }

    private static BareMetalSpec spec(String server, boolean on) {
      return new BareMetalSpec("host", server, Optional.empty(), List.of(), Optional.empty(), on);
    }
  }
}
