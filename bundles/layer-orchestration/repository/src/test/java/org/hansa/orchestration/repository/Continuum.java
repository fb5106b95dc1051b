package org.hansa.orchestration.repository;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.orchestration.api.Application;
import org.hansa.orchestration.orchestrator.Orchestrator;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Site;
import org.hansa.platform.connectivity.Connectivity;
import org.hansa.platform.multicloud.Multicloud;
import org.hansa.platform.resources.Hosts;
import org.hansa.platform.resources.Sites;
import org.hansa.platform.wdm.Instances;
import org.hansa.platform.wdm.Wdm;
import org.hansa.platform.workloads.Forwards;
import org.hansa.platform.workloads.Metering;
import org.hansa.platform.workloads.Orphans;

/** All controllers together, with sites whose endpoints do what they are told at once. */
final class Continuum {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Outside outside = new Outside();
  final Drive drive =
      new Drive(
          START,
          outside,
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
              new Forwards()));

  static String quoted(String... words) {
    return words.length == 0 ? "" : "'" + String.join("','", words) + "'";
  }

  static Doc json(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  /** A site with an endpoint of the same name and a host in it. */
  Continuum site(String name, String price) {
    Ref endpoint = new Ref(Endpoint.KIND, "system", name);
    put(
        new Ref(Site.KIND, "system", name),
        "{'provider':'own','jurisdiction':'DE','price':{'currency':'EUR','cpuHour':"
            + price
            + ",'memoryGibHour':0},'energy':{'gramsPerKwh':300,'pue':1,'wattsPerCore':10}}");
    put(endpoint, "{'driver':'process','site':'" + name + "'}");
    outside.hosts(
        endpoint,
        new HostState(
            "one",
            Map.of("cpu", new BigDecimal(8), "memory", new BigDecimal(8L << 30)),
            Map.of("os", "linux"),
            List.of("process"),
            name + ".example",
            20_000,
            20_050,
            List.of()));
    String[] facets = {"forward", "host", "meter", "workload"};
    drive.change(
        new Change.Status(
            endpoint,
            json("{'version':'1','facets':[" + quoted(facets) + "],'simulated':" + false + "}"),
            List.of()));
    return this;
  }

  Continuum put(Ref ref, String spec) {
    drive.change(Change.Put.of(Draft.of(ref, json(spec))));
    return this;
  }

  Continuum application(String name, String... components) {
    return put(app(name), "{'components':[" + String.join(",", components) + "]}");
  }

  Continuum run() {
    drive.run();
    return this;
  }

  static Ref app(String name) {
    return new Ref(Application.KIND, "acme", name);
  }

  static Ref host(String site) {
    return new Ref(Host.KIND, "system", site + ".one");
  }

  Condition ready(String name) {
    return drive.get(app(name)).condition(Condition.READY).orElseThrow();
  }

  Application.Status status(String name) {
    return drive.get(app(name)).status().as(Application.Status.class);
  }

  Resource instance(String name) {
    return drive.get(new Ref(Instance.KIND, "acme", name));
  }

  Instance.Spec runs(String name) {
    return instance(name).spec().as(Instance.Spec.class);
  }

  Connection.Status connection(String name) {
    return drive.get(new Ref(Connection.KIND, "acme", name)).status().as(Connection.Status.class);
  }

  List<String> reservations() {
    return drive.snapshot().list(Reservation.KIND).map(r -> r.ref().name()).toList();
  }

  List<String> facets() {
    return outside.objects().keySet().stream().map(Outside.Key::facet).toList();
  }

  /** What the world calls a workload now: another after every start. */
  String id(String instance) {
    return instance(instance).status().at("/id").orElseThrow().asText();
  }
}
