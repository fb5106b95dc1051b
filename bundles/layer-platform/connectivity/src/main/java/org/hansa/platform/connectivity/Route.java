package org.hansa.platform.connectivity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Workload;

/** Where a connection begins and where it leads, as things stand. Reads only. */
record Route(Snapshot snapshot, String tenant, Connection.Spec spec) {

  static Route of(Snapshot snapshot, Resource connection) {
    return new Route(
        snapshot, connection.ref().tenant(), connection.spec().as(Connection.Spec.class));
  }

  /** The component beside which the forward listens: users come in where the provider is. */
  String consumer() {
    return spec.from().equals(Connection.USERS) ? spec.to() : spec.from();
  }

  /** The host of the consumer's first replica, if it has a place that is known. */
  Optional<Resource> host() {
    Ref workload = new Ref(Workload.KIND, tenant, spec.application() + "." + consumer());
    return snapshot
        .get(workload)
        .flatMap(w -> w.status().as(Workload.Status.class).slots().stream().findFirst())
        .flatMap(slot -> snapshot.get(Ref.parse(slot.host())))
        .filter(host -> !host.status().isEmpty());
  }

  /** Of the host where the forward listens, so that one beside the provider takes the short way. */
  private boolean isHere(Ref host) {
    return host().map(Resource::ref).filter(host::equals).isPresent();
  }

  /**
   * Where the provider answers, {@code host:port} in order: its ready instances, or while none is
   * ready all of them, since one that restarts comes back at the same port.
   */
  List<String> targets() {
    return instances().stream().flatMap(i -> target(i).stream()).sorted().toList();
  }

  /** Those that it is to lead to. */
  List<Resource> instances() {
    List<Resource> all = provider().toList();
    List<Resource> ready = all.stream().filter(i -> i.is(Condition.READY)).toList();
    return ready.isEmpty() ? all : ready;
  }

  boolean providerIsReady() {
    return provider().anyMatch(i -> i.is(Condition.READY));
  }

  /** True if one may be ready: nobody knows. */
  boolean providerMayBeReady() {
    return provider()
        .flatMap(i -> i.condition(Condition.READY).stream())
        .anyMatch(c -> c.state() == Condition.State.UNKNOWN);
  }

  private Stream<Resource> provider() {
    return snapshot.labelled(Instance.KIND, tenant, spec.application()).stream()
        .filter(i -> !i.isDeleting())
        .filter(
            i -> {
              Instance.Spec instance = i.spec().as(Instance.Spec.class);
              return instance.application().equals(spec.application())
                  && instance.component().equals(spec.to());
            });
  }

  /** As seen from where the forward listens. */
  private Optional<String> address(Resource host) {
    Host.Status status = host.status().as(Host.Status.class);
    return isHere(host.ref()) ? Optional.of(status.address()) : status.elsewhere();
  }

  /** The hosts of the provider that no other machine reaches, as things stand. */
  List<String> unreachable() {
    return provider()
        .map(i -> Ref.parse(i.spec().as(Instance.Spec.class).host()))
        .flatMap(ref -> snapshot.get(ref).stream())
        .filter(h -> !h.status().isEmpty() && address(h).isEmpty())
        .map(h -> h.ref().toString())
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<String> target(Resource instance) {
    Instance.Spec is = instance.spec().as(Instance.Spec.class);
    return Optional.ofNullable(is.workload().ports().get(spec.port()))
        .flatMap(
            port ->
                snapshot
                    .get(Ref.parse(is.host()))
                    .filter(h -> !h.status().isEmpty())
                    .flatMap(this::address)
                    .map(address -> address + ":" + port));
  }
}
