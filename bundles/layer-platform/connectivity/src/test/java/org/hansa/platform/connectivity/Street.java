package org.hansa.platform.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Workload;
import org.junit.jupiter.api.BeforeEach;

/** Two hosts and a link between two components, as the other components make them. */
abstract class Street {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Ref LINK = new Ref(Connection.KIND, "acme", "shop.web.db.sql");

  final Outside outside = new Outside();
  final Connectivity connectivity = new Connectivity();
  final Drive drive = new Drive(START, outside, List.of(connectivity));

  @BeforeEach
  void webCallsDb() {
    host("one");
    host("two");
    workload("web", "one");
    workload("db", "two");
    instance("db", 0, "two", true);
    connection(LINK, "web");
  }

  static String quoted(String... words) {
    return words.length == 0 ? "" : "'" + String.join("','", words) + "'";
  }

  static Doc json(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  void put(Ref ref, Doc spec) {
    Map<String, String> labels = Map.of(Resource.APPLICATION, "shop");
    drive.change(Change.Put.of(new Draft(ref, labels, Optional.empty(), Set.of(), spec)));
  }

  static Ref endpoint(String host) {
    return new Ref(Endpoint.KIND, "system", "at-" + host);
  }

  static Ref hostRef(String name) {
    return new Ref(Host.KIND, "system", name);
  }

  /** By what it is reached from itself, and from others. */
  void addresses(String host, String address, Optional<String> outside) {
    drive.change(
        new Change.Status(
            hostRef(host),
            json(
                "{'allocatable':{'cpu':4},'address':'"
                    + address
                    + "','firstPort':20000,'lastPort':20002,'takenPorts':[20000]"
                    + outside.map(o -> ",'outside':'" + o + "'").orElse("")
                    + "}"),
            List.of()));
  }

  void host(String name) {
    put(endpoint(name), json("{'driver':'process','site':'here'}"));
    facets(name, "forward", "workload");
    put(hostRef(name), json("{'endpoint':'at-" + name + "','site':'here','host':'h'}"));
    drive.change(
        new Change.Status(
            hostRef(name),
            json(
                "{'allocatable':{'cpu':4},'address':'"
                    + name
                    + "','firstPort':20000,'lastPort':20002,'takenPorts':[20000]}"),
            List.of()));
  }

  void facets(String host, String... facets) {
    drive.change(
        new Change.Status(
            endpoint(host),
            json("{'version':'1','facets':[" + quoted(facets) + "],'simulated':" + false + "}"),
            List.of()));
  }

  void workload(String component, String... hosts) {
    Ref ref = new Ref(Workload.KIND, "acme", "shop." + component);
    put(ref, json("{'application':'shop'}"));
    List<Workload.Slot> slots =
        List.of(hosts).stream()
            .map(h -> new Workload.Slot("s", hostRef(h).toString(), "here", Map.of(), "why"))
            .toList();
    drive.status(ref, new Workload.Status(slots, Optional.empty()));
  }

  void instance(String component, int n, String host, boolean ready) {
    Ref ref = new Ref(Instance.KIND, "acme", "shop." + component + "." + n);
    put(
        ref,
        json(
            "{'application':'shop','component':'%s','endpoint':'%s','host':'%s','site':'here',"
                    .formatted(component, endpoint(host), hostRef(host))
                + "'workload':{'name':'x','ports':{'sql':"
                + (20_010 + n)
                + "}}}"));
    Condition condition =
        ready
            ? Condition.yes(Condition.READY, "Ready", "", START)
            : Condition.no(Condition.READY, "Restarting", "", START);
    drive.change(new Change.Status(ref, Doc.EMPTY, List.of(condition)));
  }

  void connection(Ref ref, String from) {
    put(ref, Doc.of(new Connection.Spec("shop", from, "db", "sql")));
  }

  Connection.Status status() {
    return drive.get(LINK).status().as(Connection.Status.class);
  }

  Condition ready() {
    return drive.get(LINK).condition(Condition.READY).orElseThrow();
  }

  Optional<Reservation.Spec> port() {
    return drive
        .snapshot()
        .get(new Ref(Reservation.KIND, "acme", LINK.name()))
        .map(r -> r.spec().as(Reservation.Spec.class));
  }

  ForwardState forward() {
    assertThat(outside.objects()).hasSize(1);
    return outside.objects().values().iterator().next().as(ForwardState.class);
  }
}
