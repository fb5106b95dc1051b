package org.hansa.itests.bench;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Changed;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.runtime.BenchRuntime;
import org.hansa.core.store.SqliteStore;
import org.hansa.orchestration.api.Application;
import org.hansa.orchestration.orchestrator.Orchestrator;
import org.hansa.orchestration.orchestrator.OrchestratorKinds;
import org.hansa.platform.connectivity.Connectivity;
import org.hansa.platform.connectivity.ConnectivityKinds;
import org.hansa.platform.multicloud.Multicloud;
import org.hansa.platform.multicloud.MulticloudKinds;
import org.hansa.platform.resources.Hosts;
import org.hansa.platform.resources.ResourcesKinds;
import org.hansa.platform.resources.Sites;
import org.hansa.platform.wdm.Instances;
import org.hansa.platform.wdm.Wdm;
import org.hansa.platform.wdm.WdmKinds;
import org.hansa.platform.workloads.Forwards;
import org.hansa.platform.workloads.Metering;
import org.hansa.platform.workloads.Orphans;
import org.hansa.routes.lifecycle.LifecycleRoutes;

/**
 * The real store on a disk, gate, runtime, controllers and routes in this process, over hosts of
 * memory: what is left out is OSGi, the doors and the outside.
 */
final class Installation implements AutoCloseable {

  static final int COMPONENTS = 5;

  private static final int SITES = 2;
  private static final int HOSTS = Integer.getInteger("hansa.bench.hosts", 8);

  /** Applications under way at once: a quarter of the tenth of 10,000. */
  static final int WINDOW = 250;

  private static final Principal ROOT =
      new Principal(
          "user:root",
          "system",
          Set.of(
              "infrastructure-administrator",
              "cloud-edge-administrator",
              "use-case-administrator"));

  private final int links;
  final SqliteStore store;
  final MemoryDriver driver;
  final DefaultGate gate;
  final BenchRuntime runtime;

  Installation(Path state) {
    this(state, 0);
  }

  /**
   * @param links of each application; each leads from one component to the one before it
   */
  Installation(Path state, int links) {
    this(state, links, new MemoryDriver());
  }

  /**
   * @param driver of all hosts
   */
  Installation(Path state, int links, MemoryDriver driver) {
    this.links = links;
    this.driver = driver;
    store = SqliteStore.open(state, InstantSource.system());
    gate =
        new DefaultGate(
            store,
            state,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1);
    List.<Kinds>of(
            new ResourcesKinds(),
            new OrchestratorKinds(),
            new MulticloudKinds(),
            new ConnectivityKinds(),
            new WdmKinds())
        .forEach(gate::addKinds);
    List<Controller> controllers =
        List.of(
            new Hosts(),
            new Sites(),
            new Orchestrator(),
            new Multicloud(),
            new Wdm(),
            new Instances(),
            new Connectivity(),
            new Metering(),
            new Orphans(),
            new Forwards());
    controllers.forEach(gate::controller);
    runtime =
        new BenchRuntime(
            store, gate, state.resolve("drivers"), controllers, driver, new LifecycleRoutes());
    furnish();
  }

  private void furnish() {
    submit(put(Tenant.ref("acme"), Doc.EMPTY));
    for (int site = 0; site < SITES; site++) {
      Doc where =
          Doc.parse(
              """
              {"provider":"own","jurisdiction":"DE",
               "price":{"currency":"EUR","cpuHour":0.02,"memoryGibHour":0},
               "energy":{"gramsPerKwh":300,"pue":1,"wattsPerCore":10}}\
              """);
      submit(put(new Ref("Site", "system", "site-" + site), where));
    }
    for (int host = 0; host < HOSTS; host++) {
      Doc how = Doc.parse("{\"driver\":\"memory\",\"site\":\"site-" + host % SITES + "\"}");
      submit(put(new Ref("Endpoint", "system", "host-" + host), how));
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> store.snapshot().list("Host").filter(h -> h.is("Ready")).count() == HOSTS);
  }

  private void submit(Change change) {
    gate.submit(Request.of(ROOT, "bench", "test", List.of(change)));
  }

  private static Change put(Ref ref, Doc spec) {
    return Change.Put.of(Draft.of(ref, spec));
  }

  static Ref application(int number) {
    return new Ref(Application.KIND, "acme", "app-" + number);
  }

  private Doc spec(int number) {
    StringJoiner components = new StringJoiner(",", "{\"components\":[", "]}");
    for (int i = 0; i < COMPONENTS; i++) {
      String link =
          i > 0 && i <= links
              ? ",\"links\":[{\"to\":\"part-%d\",\"port\":\"http\",\"env\":\"OTHER\"}]"
                  .formatted(i - 1)
              : "";
      String port = i < links ? ",\"ports\":[{\"name\":\"http\"}]" : "";
      components.add(
          """
          {"name":"part-%d","runtime":"process","command":["bin/serve"],
           "env":{"VERSION":"%d"},"replicas":1,
           "requires":{"cpu":0.25,"memory":"128Mi"}%s%s}\
          """
              .formatted(i, number, link, port));
    }
    return Doc.parse(components.toString());
  }

  /**
   * Deploys applications.
   *
   * @param most under way at once
   * @return when each was ready for the first time, in order, by {@link System#nanoTime}
   */
  long[] deploy(int count, int most) throws Exception {
    Semaphore window = new Semaphore(most);
    Semaphore ended = new Semaphore(0);
    long[] ready = new long[count];
    Set<Ref> done = new HashSet<>();
    AutoCloseable watch =
        store.watch(
            store.snapshot().revision(),
            changes -> {
              for (Changed change : changes) {
                Resource r = change.resource();
                if (r.ref().kind().equals(Application.KIND) && r.is("Ready") && done.add(r.ref())) {
                  ready[ended.availablePermits()] = System.nanoTime();
                  ended.release();
                  window.release();
                }
              }
            });
    try {
      for (int i = 0; i < count; i++) {
        window.acquire();
        submit(put(application(i), spec(i)));
        if (i % 1000 == 999) {
          Report.say("%d applications are wanted, %d ready", i + 1, ended.availablePermits());
        }
      }
      await().atMost(Duration.ofMinutes(5)).until(() -> ended.availablePermits() == count);
    } finally {
      watch.close();
    }
    return ready;
  }

  /** How many workloads the driver holds of each application. */
  Map<Ref, Integer> running() {
    Set<String> held = Set.copyOf(driver.running());
    Snapshot now = store.snapshot();
    return now.list(Application.KIND)
        .collect(Collectors.toMap(Resource::ref, a -> held(now, a, held)));
  }

  /** Whether each endpoint can be used and says this version. */
  boolean runs(MemoryDriver version) {
    return store
        .snapshot()
        .list(Endpoint.KIND)
        .allMatch(
            e ->
                e.is("Ready")
                    && e.status()
                        .as(Endpoint.Status.class)
                        .version()
                        .equals(Optional.of(version.version())));
  }

  private static int held(Snapshot now, Resource owner, Set<String> held) {
    int own = held.contains(owner.uid()) ? 1 : 0;
    return own + now.owned(owner).stream().mapToInt(owned -> held(now, owned, held)).sum();
  }

  /** Applications without links that make so many resources. */
  static int applications(int resources) {
    return resources / (1 + 3 * COMPONENTS);
  }

  long resources() {
    return store.snapshot().kinds().stream().mapToLong(k -> store.snapshot().list(k).count()).sum();
  }

  /**
   * Until the sweeps have listed all that is there, which they do once a minute, and each writes
   * what it found: after that nothing is written.
   */
  void awaitListed() {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> listed() == driver.held());
    awaitQuiet();
  }

  private int listed() {
    return store
        .snapshot()
        .list(Endpoint.KIND)
        .flatMap(e -> e.observed().values().stream())
        .filter(seen -> seen.verb().equals(Call.Verb.LIST.name()))
        .filter(seen -> !seen.facet().equals(HostFacet.NAME))
        .mapToInt(seen -> seen.state().tree().path("objects").size())
        .sum();
  }

  /** Until no key waits for a step and none is stepped. */
  void awaitQuiet() {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .until(
            () ->
                runtime.sum("hansa_queue_ready", "") + runtime.sum("hansa_queue_running", "") == 0);
  }

  @Override
  public void close() {
    runtime.close();
    store.close();
  }
}
