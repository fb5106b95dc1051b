package org.hansa.core.kit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Inventory;
import org.hansa.core.driver.cluster.ClusterFacet;
import org.hansa.core.driver.energy.EnergySourceFacet;
import org.hansa.core.driver.energy.PowerMeterFacet;
import org.hansa.core.driver.machine.BareMetalFacet;
import org.hansa.core.driver.machine.BaseImageFacet;
import org.hansa.core.driver.machine.ImageFacet;
import org.hansa.core.driver.machine.ServerFacet;
import org.hansa.core.driver.machine.SizeFacet;
import org.hansa.core.driver.machine.VirtualMachineFacet;
import org.hansa.core.driver.machine.VolumeFacet;
import org.hansa.core.driver.network.PathFacet;
import org.hansa.core.driver.network.PointFacet;
import org.hansa.core.driver.network.VirtualNetworkFacet;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.WorkloadFacet;

/** The abilities of the contract. */
final class Known {

  private static final Map<String, Class<?>> ABILITIES = abilities();

  private Known() {}

  private static Map<String, Class<?>> abilities() {
    Map<String, Class<?>> known = new LinkedHashMap<>();
    known.put(SiteFacet.NAME, SiteFacet.class);
    known.put(HostFacet.NAME, HostFacet.class);
    known.put(WorkloadFacet.NAME, WorkloadFacet.class);
    known.put(ForwardFacet.NAME, ForwardFacet.class);
    known.put(MeterFacet.NAME, MeterFacet.class);
    known.put(ServerFacet.NAME, ServerFacet.class);
    known.put(BareMetalFacet.NAME, BareMetalFacet.class);
    known.put(SizeFacet.NAME, SizeFacet.class);
    known.put(BaseImageFacet.NAME, BaseImageFacet.class);
    known.put(ImageFacet.NAME, ImageFacet.class);
    known.put(VolumeFacet.NAME, VolumeFacet.class);
    known.put(VirtualMachineFacet.NAME, VirtualMachineFacet.class);
    known.put(VirtualNetworkFacet.NAME, VirtualNetworkFacet.class);
    known.put(PointFacet.NAME, PointFacet.class);
    known.put(PathFacet.NAME, PathFacet.class);
    known.put(ClusterFacet.NAME, ClusterFacet.class);
    known.put(PowerMeterFacet.NAME, PowerMeterFacet.class);
    known.put(EnergySourceFacet.NAME, EnergySourceFacet.class);
    return Collections.unmodifiableMap(known);
  }

  static Optional<Class<?>> byName(String name) {
    return Optional.ofNullable(ABILITIES.get(name));
  }

  static Set<String> names() {
    return ABILITIES.keySet();
  }

  /** The contract's interfaces that it has; never none. */
  static Set<Class<?>> interfaces(Ability ability) {
    Set<Class<?>> found = new LinkedHashSet<>();
    for (Class<?> type : ABILITIES.values()) {
      if (type.isInstance(ability)) {
        found.add(type);
      }
    }
    if (found.isEmpty()) {
      found.add(
          ability instanceof Facet
              ? Facet.class
              : ability instanceof Inventory ? Inventory.class : Ability.class);
    }
    return found;
  }
}
