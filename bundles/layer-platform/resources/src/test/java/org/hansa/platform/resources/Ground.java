package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Records;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Site;

/** A site with an endpoint of two hosts, on which tests reserve, run and meter things. */
final class Ground {

  static final Ref ENDPOINT = new Ref(Endpoint.KIND, "system", "rack");
  static final Ref SITE = new Ref(Site.KIND, "system", "here");
  static final Ref ONE = new Ref(Host.KIND, "system", "rack.one");
  static final Ref TWO = new Ref(Host.KIND, "system", "rack.two");
  static final Duration MINUTE = Duration.ofSeconds(60);

  final Outside outside = new Outside();
  final Drive drive =
      new Drive(Instant.parse("2026-01-01T00:00:00Z"), outside, List.of(new Hosts(), new Sites()));

  /** What is in the ledger. */
  final List<Entry> ledger = new ArrayList<>();

  Ground(String... facets) {
    put(SITE, "{'provider':'own','jurisdiction':'DE'}");
    put(ENDPOINT, "{'driver':'process','site':'here'}");
    drive.change(
        new Change.Status(
            ENDPOINT,
            Doc.of(
                new Endpoint.Status(
                    Optional.of("1"), List.of(facets), Map.of(), Optional.of(false))),
            List.of()));
    outside.hosts(ENDPOINT, host("one", 4), host("two", 8));
    drive.run();
  }

  void put(Ref ref, String spec) {
    drive.change(Change.Put.of(Draft.of(ref, Doc.parse(spec.replace('\'', '"')))));
  }

  static HostState host(String name, int cpu) {
    return new HostState(
        name,
        Map.of("cpu", BigDecimal.valueOf(cpu)),
        Map.of("os", "linux"),
        List.of("process"),
        name + ".example",
        20_000,
        20_099,
        List.of());
  }

  void reserve(String name, Ref host, String cpu) {
    put(
        new Ref(Reservation.KIND, "acme", name),
        "{'pool':'" + host + "','amounts':{'cpu':" + cpu + "},'keys':[]}");
  }

  /** An instance that runs there. */
  Ref run(String name, String reservation, Ref host) {
    Ref ref = new Ref(Instance.KIND, "acme", name);
    String spec =
        "{'application':'a','component':'c','endpoint':'"
            + ENDPOINT
            + "','host':'"
            + host
            + "','site':'here'}";
    drive.change(
        Change.Put.of(
            Draft.owned(
                drive.get(new Ref(Reservation.KIND, "acme", reservation)),
                ref,
                Doc.parse(spec.replace('\'', '"')))));
    drive.change(
        new Change.Status(ref, Doc.parse("{\"phase\":\"Running\",\"id\":\"7\"}"), List.of()));
    return ref;
  }

  /** It has used so much in the interval that ended now. */
  void meter(Ref instance, int seconds, String cpuSeconds) {
    Instant until = drive.snapshot().now();
    String body =
        "{'run':'1','from':'"
            + until.minusSeconds(seconds)
            + "','until':'"
            + until
            + "','quantities':{'cpu-seconds':"
            + cpuSeconds
            + "},'source':'/proc'}";
    ledger.add(
        new Entry(
            Entry.LEDGER,
            until,
            Optional.of(instance),
            drive.get(instance).uid(),
            "controller:workloads",
            "meter",
            Doc.parse(body.replace('\'', '"'))));
  }

  /** The streams as a store would page them. */
  Records records() {
    List<Entry> all = new ArrayList<>(drive.entries());
    all.addAll(ledger);
    return query -> page(all, query);
  }

  private static Store.Page page(List<Entry> all, Store.Query query) {
    List<Store.Numbered> found = new ArrayList<>();
    for (int n = 0; n < all.size(); n++) {
      int at = query.newestFirst() ? all.size() - 1 - n : n;
      Entry entry = all.get(at);
      boolean fits =
          entry.stream().equals(query.stream())
              && query.subject().filter(s -> !entry.isAbout(s)).isEmpty()
              && query.uid().filter(u -> !entry.isAbout(u)).isEmpty()
              && query.from().filter(entry.at()::isBefore).isEmpty()
              && query.until().filter(entry.at()::isAfter).isEmpty();
      if (fits && found.size() < query.limit()) {
        found.add(new Store.Numbered(at + 1, entry));
      }
    }
    return new Store.Page(found, Optional.empty());
  }

  Doc capacity(Records records, String... arguments) {
    return new Capacity()
        .reply(
            drive.snapshot(),
            records,
            drive.get(SITE),
            arguments.length == 0 ? Map.of("window", "60") : Map.of("window", arguments[0]))
        .value();
  }
}
