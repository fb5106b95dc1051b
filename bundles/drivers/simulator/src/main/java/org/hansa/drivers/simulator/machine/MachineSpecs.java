package org.hansa.drivers.simulator.machine;

import static org.hansa.drivers.simulator.world.Words.require;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.drivers.simulator.data.BaseImage;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.data.Size;
import org.hansa.drivers.simulator.world.Words;

/** What must hold of virtual machines at a site that has sizes. */
record MachineSpecs(Site site, Sources sources) {

  void check(VirtualMachineSpec spec) {
    Words.hostName(spec.name());
    Words.positive("cpu", spec.cpu());
    Words.positive("memory", spec.memory());
    Words.positive("disk", spec.disk());
    size(spec);
    Words.reference("image", spec.image());
    sources
        .base(spec.image())
        .ifPresent(
            base ->
                require(
                    spec.disk() >= base.disk(),
                    "disk is " + spec.disk() + "; " + spec.image() + " needs " + base.disk()));
    Words.references("volumes", spec.volumes());
    Words.references("networks", spec.networks());
    Words.keys(spec.keys());
    spec.userData().ifPresent(Words::userData);
  }

  private void size(VirtualMachineSpec spec) {
    String name =
        spec.size()
            .orElseThrow(
                () -> Refusal.invalid("no size is named; use one of " + site.offer().sizes()));
    require(
        site.offer().sizes().contains(name),
        "the size '" + name + "' is none of " + site.offer().sizes());
    Size size = site.continuum().sizes().get(name);
    require(
        spec.cpu() == size.cpu() && spec.memory() == size.memory() && spec.disk() >= size.disk(),
        "the size "
            + name
            + " has "
            + size.cpu()
            + " processors, "
            + size.memory()
            + " bytes of memory and "
            + size.disk()
            + " of disk or more, not "
            + spec.cpu()
            + ", "
            + spec.memory()
            + " and "
            + spec.disk());
  }

  static void refuseShrinking(String uid, long before, long now) {
    require(
        now >= before,
        "the root disk of " + uid + " has " + before + " bytes and cannot shrink to " + now);
  }

  /** A machine of a size, from the smallest base image that there is. */
  VirtualMachineSpec trial(String name, String sizeName, boolean on) {
    Size size = site.continuum().sizes().get(sizeName);
    String image =
        site.offer().images().stream()
            .filter(i -> sources.base(i).map(BaseImage::disk).orElse(0L) <= size.disk())
            .findFirst()
            .orElseThrow(() -> Refusal.exhausted("no base image fits on the size " + sizeName));
    return new VirtualMachineSpec(
        name,
        Optional.of(sizeName),
        size.cpu(),
        size.memory(),
        Math.max(size.disk(), largest()),
        image,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        on);
  }

  /** Trials change sizes, and no disk may shrink. */
  private long largest() {
    return site.offer().sizes().stream()
        .limit(2)
        .mapToLong(s -> site.continuum().sizes().get(s).disk())
        .max()
        .orElse(0);
  }
}
