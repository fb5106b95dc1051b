package org.hansa.platform.wdm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Quantity;
import org.hansa.platform.api.Requirements;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Workload;

/** Makes, of a component and a place for it, what a driver is to run there. */
final class Building {

  private static final int GRACE = 10;

  private Building() {}

  /**
   * @param name the host's at its endpoint, if that has several to choose from
   */
  static Instance.Spec instance(
      Workload.Spec spec, Workload.Slot slot, Resource host, Links links, Optional<String> name) {
    String endpoint = host.spec().as(Host.Spec.class).endpoint();
    return new Instance.Spec(
        spec.application(),
        spec.component().name(),
        new Ref(Endpoint.KIND, host.ref().tenant(), endpoint).toString(),
        slot.host(),
        slot.site(),
        workload(spec.component(), slot, links.addresses(), name),
        spec.component().once());
  }

  /** The host's name, if it stands at a place that its endpoint has found: it may have many. */
  static Optional<String> named(Snapshot snapshot, Resource host) {
    Host.Spec spec = host.spec().as(Host.Spec.class);
    Ref endpoint = new Ref(Endpoint.KIND, host.ref().tenant(), spec.endpoint());
    return snapshot
        .get(new Ref(Site.KIND, host.ref().tenant(), spec.site()))
        .filter(site -> site.owner().filter(o -> o.ref().equals(endpoint)).isPresent())
        .map(site -> spec.host());
  }

  /**
   * True if this place was given for the component as it is described now: what is enforced is what
   * is reserved, and every port has a number.
   */
  static boolean fits(Component component, Workload.Slot slot, Reservation.Spec held) {
    Requirements requires = component.requires().orElse(Requirements.NONE);
    Set<String> ports =
        component.ports().stream().map(Component.Port::name).collect(Collectors.toSet());
    return holds(held, "cpu", requires.cpu())
        && holds(held, "memory", requires.memory().map(Quantity::bytes))
        && ports.equals(slot.ports().keySet())
        && component.ports().stream()
            .allMatch(p -> p.number().filter(n -> !n.equals(slot.ports().get(p.name()))).isEmpty());
  }

  private static boolean holds(Reservation.Spec held, String unit, Optional<BigDecimal> wanted) {
    BigDecimal there = held.amounts().getOrDefault(unit, BigDecimal.ZERO);
    return there.compareTo(wanted.orElse(BigDecimal.ZERO)) >= 0;
  }

  private static WorkloadSpec workload(
      Component component, Workload.Slot slot, Map<String, String> links, Optional<String> host) {
    Requirements requires = component.requires().orElse(Requirements.NONE);
    Map<String, String> env = new TreeMap<>(component.env());
    env.putAll(links);
    return new WorkloadSpec(
        slot.name(),
        component.runtime(),
        component.artifacts().stream()
            .map(a -> new WorkloadSpec.Artifact(a.path(), a.digest(), a.executable().orElse(false)))
            .toList(),
        component.command(),
        env,
        slot.ports(),
        requires.cpu(),
        requires
            .memory()
            .map(m -> Quantity.bytes(m).setScale(0, RoundingMode.CEILING).longValueExact()),
        component.ready().map(p -> new WorkloadSpec.Probe(p.port(), p.path())),
        Optional.of(Duration.ofSeconds(component.graceSeconds().orElse(GRACE))),
        component.image(),
        host);
  }
}
