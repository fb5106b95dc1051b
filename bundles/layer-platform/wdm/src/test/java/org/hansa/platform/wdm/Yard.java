package org.hansa.platform.wdm;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Workload;

/** A host, and workloads with places on it as the placement would have given them. */
final class Yard {

  static final Ref ENDPOINT = new Ref(Endpoint.KIND, "system", "local");
  static final Ref WORKLOAD = new Ref(Workload.KIND, "acme", "shop.web");

  private static final Ref HOST = new Ref(Host.KIND, "system", "local.one");

  final Outside outside = new Outside();
  final Drive drive =
      new Drive(
          Instant.parse("2026-01-01T00:00:00Z"), outside, List.of(new Wdm(), new Instances()));

  private String site = "local";

  Yard() {
    put(ENDPOINT, json("{'driver':'process','site':'local'}"));
    facets("workload");
    put(HOST, json("{'endpoint':'local','site':'local','host':'one'}"));
    drive.change(
        new Change.Status(
            HOST,
            json(
                "{'allocatable':{'cpu':64,'memory':68719476736},'address':'10.0.0.1',"
                    + "'firstPort':20000,'lastPort':20099}"),
            List.of()));
  }

  static String quoted(String... words) {
    return words.length == 0 ? "" : "'" + String.join("','", words) + "'";
  }

  static Doc json(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  void put(Ref ref, Doc spec) {
    drive.change(Change.Put.of(Draft.of(ref, spec)));
  }

  Yard facets(String... facets) {
    drive.change(
        new Change.Status(
            ENDPOINT,
            json("{'version':'1','facets':[" + quoted(facets) + "],'simulated':" + false + "}"),
            List.of()));
    return this;
  }

  /** The host stands at a Site that its endpoint has found. */
  Yard place(String site) {
    Ref ref = new Ref(Site.KIND, "system", site);
    Doc spec = json("{'provider':'far','jurisdiction':'DE'}");
    drive.change(Change.Put.of(Draft.owned(drive.get(ENDPOINT), ref, spec)));
    put(HOST, json("{'endpoint':'local','site':'" + site + "','host':'one'}"));
    this.site = site;
    return this;
  }

  /** What the instance is to run. */
  WorkloadSpec workload(int n) {
    return instance(n).spec().as(Instance.Spec.class).workload();
  }

  /** The workload {@code shop.web}, its component patched, each replica with a place. */
  Yard web(int replicas, String patch) {
    Doc component =
        json("{'name':'web','runtime':'process','command':['web'],'ports':[{'name':'http'}]}")
            .patch(json("{'replicas':" + replicas + "}").tree())
            .patch(json(patch).tree());
    Doc spec = json("{'application':'shop','component':" + component + "}");
    drive.change(
        Change.Put.of(
            new Draft(
                WORKLOAD, Map.of(Resource.APPLICATION, "shop"), Optional.empty(), Set.of(), spec)));
    List<Workload.Slot> slots = new ArrayList<>();
    for (int n = 0; n < replicas; n++) {
      slots.add(place(n, Map.of()));
    }
    slots(slots);
    return this;
  }

  Workload.Slot place(int n, Map<String, BigDecimal> amounts) {
    Ref ref = new Ref(Reservation.KIND, "acme", "shop.web." + n);
    Reservation.Spec spec =
        new Reservation.Spec(
            HOST.toString(), amounts, List.of("tcp/" + (20_000 + n)), Optional.empty());
    drive.change(Change.Put.of(Draft.owned(drive.get(WORKLOAD), ref, spec)));
    return new Workload.Slot(
        ref.name(), HOST.toString(), site, Map.of("http", 20_000 + n), "least cost");
  }

  void slots(List<Workload.Slot> slots) {
    Resource workload = drive.get(WORKLOAD);
    Doc status =
        workload.status().patch(Doc.of(new Workload.Status(slots, Optional.empty())).tree());
    drive.change(new Change.Status(WORKLOAD, status, List.of()));
  }

  Yard connection(String name, Optional<String> address) {
    Ref ref = new Ref(Connection.KIND, "acme", name);
    drive.change(
        Change.Put.of(
            new Draft(ref, Map.of(), Optional.empty(), Set.of(), json("{'application':'shop'}"))),
        new Change.Status(
            ref,
            Doc.of(
                new Connection.Status(
                    address, Optional.empty(), Optional.empty(), List.of(), List.of())),
            List.of()));
    return this;
  }

  /** The way of users to the workload, leading to these replicas, as far as is known. */
  Yard leads(Condition.State known, int... replicas) {
    List<String> names = Arrays.stream(replicas).mapToObj(n -> "shop.web." + n).toList();
    Ref ref = new Ref(Connection.KIND, "acme", "shop.users.web.http");
    drive.change(
        Change.Put.of(
            new Draft(
                ref,
                Map.of(Resource.APPLICATION, "shop"),
                Optional.empty(),
                Set.of(),
                json("{'application':'shop','from':'users','to':'web','port':'http'}"))),
        new Change.Status(
            ref,
            Doc.of(
                new Connection.Status(
                    Optional.empty(), Optional.empty(), Optional.empty(), List.of(), names)),
            List.of(new Condition(Condition.READY, known, "", "", drive.snapshot().now()))));
    return this;
  }

  Yard run() {
    drive.run();
    return this;
  }

  Resource instance(int n) {
    return drive.get(new Ref(Instance.KIND, "acme", "shop.web." + n));
  }

  Instance.Spec runs(int n) {
    return instance(n).spec().as(Instance.Spec.class);
  }

  Instance.Status status(int n) {
    return instance(n).status().as(Instance.Status.class);
  }

  Condition ready() {
    return drive.get(WORKLOAD).condition(Condition.READY).orElseThrow();
  }

  Optional<Integer> count() {
    return drive.get(WORKLOAD).status().as(Workload.Status.class).ready();
  }

  long instances() {
    return drive.snapshot().list(Instance.KIND).count();
  }
}
