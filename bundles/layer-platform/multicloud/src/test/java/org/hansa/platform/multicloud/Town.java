package org.hansa.platform.multicloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Why;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Workload;

/** Sites, hosts and applications as the other components make them. JSON is written with '. */
final class Town {

  static final String SITE =
      "{'provider':'own','jurisdiction':'DE','price':{'currency':'EUR','cpuHour':0.02,"
          + "'memoryGibHour':0.002,'storageGibHour':0.0001},"
          + "'energy':{'gramsPerKwh':300,'pue':1.2,'wattsPerCore':10}}";
  static final String HOST =
      "{'allocatable':{'cpu':4,'memory':8589934592,'storage':107374182400},"
          + "'facts':{},'runtimes':['process'],'address':'10.0.0.1','firstPort':20000,"
          + "'lastPort':20099,'takenPorts':[]}";

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Drive drive;

  Town() {
    this(new Multicloud());
  }

  Town(Controller... controllers) {
    drive = new Drive(START, new Outside(), List.of(controllers));
  }

  static String quoted(String... words) {
    return words.length == 0 ? "" : "'" + String.join("','", words) + "'";
  }

  static Doc json(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  static Doc patched(String base, String patch) {
    return json(base).patch(json(patch).tree());
  }

  Town site(String name, String patch) {
    return put(new Ref(Site.KIND, "system", name), patched(SITE, patch));
  }

  Town host(String site, String name, String patch) {
    Ref endpoint = new Ref(Endpoint.KIND, "system", "at-" + name);
    put(endpoint, json("{'driver':'process','site':'" + site + "'}"));
    facets(name, "workload");
    Ref host = new Ref(Host.KIND, "system", name);
    put(host, json("{'endpoint':'at-" + name + "','site':'" + site + "','host':'" + name + "'}"));
    Condition found = Condition.yes(Condition.READY, "Found", "listed", START);
    drive.change(new Change.Status(host, patched(HOST, patch), List.of(found)));
    return this;
  }

  Town facets(String host, String... facets) {
    Ref endpoint = new Ref(Endpoint.KIND, "system", "at-" + host);
    drive.change(
        new Change.Status(
            endpoint,
            json("{'version':'1','facets':[" + quoted(facets) + "],'simulated':" + false + "}"),
            List.of()));
    return this;
  }

  Town away(String host) {
    Ref ref = new Ref(Host.KIND, "system", host);
    Condition unknown = Condition.unknown(Condition.READY, "NoAnswer", "silence", START);
    drive.change(new Change.Status(ref, drive.get(ref).status(), List.of(unknown)));
    return this;
  }

  /** An application of tenant acme with the workloads that the orchestrator would make of it. */
  Town application(String name, String policies, String... components) {
    Ref app = application(name);
    String spec =
        "{'components':[" + String.join(",", components) + "],'policies':" + policies + "}";
    put(app, json(spec));
    Resource owner = drive.get(app);
    for (var component : owner.spec().as(Application.Spec.class).components()) {
      Ref ref = workload(name + "." + component.name());
      Workload.Spec wanted = new Workload.Spec(name, component);
      drive.change(
          Change.Put.of(
              new Draft(
                  ref, Map.of("application", name), Optional.of(app), Set.of(), Doc.of(wanted))));
    }
    return this;
  }

  static Ref application(String name) {
    return new Ref(Application.KIND, "acme", name);
  }

  static Ref workload(String name) {
    return new Ref(Workload.KIND, "acme", name);
  }

  Town put(Ref ref, Doc spec) {
    drive.change(Change.Put.of(Draft.of(ref, spec)));
    return this;
  }

  Town run() {
    drive.run();
    return this;
  }

  Condition placed(String app) {
    return drive.get(application(app)).condition("Placed").orElseThrow();
  }

  List<Workload.Slot> slots(String workload) {
    return drive.get(workload(workload)).status().as(Workload.Status.class).slots();
  }

  /** Where each replica is, as {@code app.component.0=host}. */
  List<String> places(String workload) {
    return slots(workload).stream().map(s -> s.name() + "=" + Ref.parse(s.host()).name()).toList();
  }

  Optional<Reservation.Spec> reservation(String name) {
    return drive
        .snapshot()
        .get(new Ref(Reservation.KIND, "acme", name))
        .map(r -> r.spec().as(Reservation.Spec.class));
  }

  long reservations() {
    return drive.snapshot().list(Reservation.KIND).count();
  }

  /** What chose or refused places. */
  List<Why> whys() {
    return all().filter(w -> !w.constraint().startsWith(Why.CONFLICT)).toList();
  }

  /** What of all that is asked does not go together. */
  List<Why> conflicts() {
    return all().filter(w -> w.constraint().startsWith(Why.CONFLICT)).toList();
  }

  private Stream<Why> all() {
    return drive.steps().stream().flatMap(s -> s.whys().stream()).distinct();
  }

  List<Relied> relied() {
    return drive.steps().stream().flatMap(s -> s.relied().stream()).toList();
  }
}
