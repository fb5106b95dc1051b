package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.machine.BareMetalSpec;
import org.hansa.core.driver.machine.ImageSpec;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VolumeSpec;

/** Machines, volumes and images that cannot be. */
final class NonsenseMachines {

  private NonsenseMachines() {}

  static List<Nonsense.Spec<VirtualMachineSpec>> of(VirtualMachineSpec good) {
    Nonsense<VirtualMachineSpec> nonsense =
        new Nonsense<>(good)
            .with("an unknown size", s -> sized(s, Optional.of(Nonsense.NOBODY), s.cpu()))
            .with("an unknown image", s -> of(s, Nonsense.NOBODY, s.volumes(), s.networks()))
            .with(
                "an unknown volume", s -> of(s, s.image(), List.of(Nonsense.NOBODY), s.networks()))
            .with(
                "an unknown network", s -> of(s, s.image(), s.volumes(), List.of(Nonsense.NOBODY)));
    if (good.size().isEmpty()) {
      nonsense
          .with("no processor", s -> sized(s, s.size(), 0))
          .with("no memory", s -> figures(s, 0, s.disk()))
          .with("less than no disk", s -> figures(s, s.memory(), -1));
    }
    return nonsense.specs();
  }

  private static VirtualMachineSpec sized(VirtualMachineSpec s, Optional<String> size, int cpu) {
    return new VirtualMachineSpec(
        s.name(),
        size,
        cpu,
        s.memory(),
        s.disk(),
        s.image(),
        s.volumes(),
        s.networks(),
        s.keys(),
        s.userData(),
        s.on());
  }

  private static VirtualMachineSpec figures(VirtualMachineSpec s, long memory, long disk) {
    return new VirtualMachineSpec(
        s.name(),
        s.size(),
        s.cpu(),
        memory,
        disk,
        s.image(),
        s.volumes(),
        s.networks(),
        s.keys(),
        s.userData(),
        s.on());
  }

  private static VirtualMachineSpec of(
      VirtualMachineSpec s, String image, List<String> volumes, List<String> networks) {
    return new VirtualMachineSpec(
        s.name(),
        s.size(),
        s.cpu(),
        s.memory(),
        s.disk(),
        image,
        volumes,
        networks,
        s.keys(),
        s.userData(),
        s.on());
  }

  static List<Nonsense.Spec<VolumeSpec>> of(VolumeSpec good) {
    return new Nonsense<>(good)
        .with("size 0", s -> new VolumeSpec(s.name(), 0, s.type(), s.image()))
        .with("a negative size", s -> new VolumeSpec(s.name(), -1, s.type(), s.image()))
        .with(
            "an unknown type",
            s -> new VolumeSpec(s.name(), s.size(), Optional.of(Nonsense.NOBODY), s.image()))
        .with(
            "an unknown image",
            s -> new VolumeSpec(s.name(), s.size(), s.type(), Optional.of(Nonsense.NOBODY)))
        .specs();
  }

  static List<Nonsense.Spec<ImageSpec>> of(ImageSpec good) {
    return new Nonsense<>(good)
        .with(
            "a digest that is none",
            s -> new ImageSpec(s.name(), "sha256:xyz", s.size(), s.format(), s.facts()))
        .with(
            "a negative size", s -> new ImageSpec(s.name(), s.digest(), -1, s.format(), s.facts()))
        .specs();
  }

  static List<Nonsense.Spec<BareMetalSpec>> of(BareMetalSpec good) {
    return new Nonsense<>(good)
        .with("an unknown server", s -> of(s, Nonsense.NOBODY, s.image()))
        .with("no server", s -> of(s, "", s.image()))
        .with("an unknown image", s -> of(s, s.server(), Optional.of(Nonsense.NOBODY)))
        .specs();
  }

  private static BareMetalSpec of(BareMetalSpec s, String server, Optional<String> image) {
    return new BareMetalSpec(s.name(), server, image, s.keys(), s.userData(), s.on());
  }
}
