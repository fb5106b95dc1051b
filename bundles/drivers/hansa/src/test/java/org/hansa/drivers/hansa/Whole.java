package org.hansa.drivers.hansa;

import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Driver;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.runtime.WholeRuntime;
import org.hansa.core.store.SqliteStore;
import org.hansa.orchestration.orchestrator.Orchestrator;
import org.hansa.orchestration.orchestrator.OrchestratorKinds;
import org.hansa.platform.connectivity.Connectivity;
import org.hansa.platform.connectivity.ConnectivityKinds;
import org.hansa.platform.federation.Federation;
import org.hansa.platform.federation.FederationKinds;
import org.hansa.platform.multicloud.Multicloud;
import org.hansa.platform.multicloud.MulticloudKinds;
import org.hansa.platform.resources.Hosts;
import org.hansa.platform.resources.Places;
import org.hansa.platform.resources.ResourcesKinds;
import org.hansa.platform.resources.Sites;
import org.hansa.platform.wdm.Instances;
import org.hansa.platform.wdm.Logs;
import org.hansa.platform.wdm.Wdm;
import org.hansa.platform.wdm.WdmKinds;
import org.hansa.platform.workloads.Metering;
import org.hansa.platform.workloads.Orphans;
import org.hansa.routes.lifecycle.LifecycleRoutes;

/**
 * A Hansa in this process: the real store, gate, runtime, controllers and routes. What is left out
 * is OSGi.
 */
final class Whole implements AutoCloseable {

  private static final Principal ROOT = new Principal("system:test", "system", Set.of());
  private static final int PAGE = 1_000;

  final SqliteStore store;
  final DefaultGate gate;
  final WholeRuntime runtime;

  Whole(Path folder, Driver driver) {
    store = SqliteStore.open(folder, InstantSource.system());
    gate =
        new DefaultGate(
            store,
            folder,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1000);
    List.<Kinds>of(
            new ResourcesKinds(),
            new OrchestratorKinds(),
            new MulticloudKinds(),
            new ConnectivityKinds(),
            new WdmKinds(),
            new FederationKinds())
        .forEach(gate::addKinds);
    List<Controller> controllers =
        List.of(
            new Hosts(),
            new Places(),
            new Federation(),
            new Sites(),
            new Orchestrator(),
            new Multicloud(),
            new Wdm(),
            new Instances(),
            new Connectivity(),
            new Metering(),
            new Orphans());
    controllers.forEach(gate::controller);
    runtime =
        new WholeRuntime(
            store,
            gate,
            folder.resolve("drivers"),
            controllers,
            List.of(new Logs()),
            driver,
            new LifecycleRoutes());
  }

  void submit(Change... changes) {
    gate.submit(Request.of(ROOT, "test", "test", List.of(changes)));
  }

  void put(String ref, String spec) {
    submit(Change.Put.of(Draft.of(Ref.parse(ref), Doc.parse(spec))));
  }

  void delete(String ref) {
    submit(Change.Delete.of(Ref.parse(ref)));
  }

  Optional<Resource> get(String ref) {
    return store.snapshot().get(Ref.parse(ref));
  }

  void awaitReady(String ref) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(ref).map(r -> r.is("Ready")).orElse(false));
  }

  void awaitGone(String ref) {
    await().atMost(Duration.ofSeconds(60)).until(() -> get(ref).isEmpty());
  }

  /** What the ledger comes to, by unit, of all instances of a tenant. */
  Map<String, BigDecimal> ledger(String tenant) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    long after = 0;
    Optional<Long> next = Optional.of(0L);
    while (next.isPresent()) {
      Store.Page page =
          store.entries(
              new Store.Query(
                  Entry.LEDGER,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  after,
                  false,
                  PAGE));
      for (Store.Numbered one : page.entries()) {
        after = one.number();
        if (one.entry().subject().filter(r -> r.tenant().equals(tenant)).isPresent()) {
          one.entry()
              .body()
              .tree()
              .path("quantities")
              .properties()
              .forEach(
                  used ->
                      sums.merge(used.getKey(), used.getValue().decimalValue(), BigDecimal::add));
        }
      }
      next = page.next();
    }
    sums.replaceAll((unit, sum) -> sum.stripTrailingZeros());
    return sums;
  }

  @Override
  public void close() {
    runtime.close();
    store.close();
  }
}
