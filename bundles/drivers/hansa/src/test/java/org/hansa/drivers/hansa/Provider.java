package org.hansa.drivers.hansa;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.rest.WholeDoor;
import org.hansa.platform.api.Offer;

/** The partner's Hansa, which shares the site {@code hall} with tenant {@code guest}. */
final class Provider implements AutoCloseable {

  static final String OFFER = "Offer/guest/shared";
  static final String USER = "ann@guest";
  static final String PASSWORD = "a guest's own secret";

  private static final Kinds OFFERS =
      () ->
          List.of(
              new Kind(
                  Offer.KIND,
                  "offers",
                  1,
                  "org.hansa.test",
                  Offer.Spec.class,
                  Offer.Status.class,
                  Kind.Writer.OWNERS,
                  "What is offered.",
                  List.of()));

  final Racks racks = new Racks();
  final Whole whole;
  final WholeDoor door;

  Provider(Path folder) {
    whole = new Whole(folder, racks, OFFERS);
    door = new WholeDoor(whole.gate, whole.store, whole.runtime.planner());
    whole.put("Tenant/system/guest", "{}");
    whole.put("Tenant/system/other", "{}");
    whole.put(
        "Role/system/guest",
        """
        {"rights":[{"kinds":["Application"],"verbs":["READ","WRITE","DELETE","ASK"]},
                   {"kinds":["Workload","Instance","Offer","Ledger"],"verbs":["READ"]},
                   {"kinds":["Instance"],"verbs":["ASK"]}]}\
        """);
    account("Account/guest/ann", PASSWORD, "guest");
    account("Account/guest/bob", "another secret", "auditor");
    whole.put("Site/system/hall", SITE);
    whole.put("Endpoint/system/rack", "{\"driver\":\"racks\",\"site\":\"hall\"}");
    whole.awaitReady("Host/system/rack.big");
    whole.put(
        OFFER,
        "{\"contract\":\"Contract/system/shared\",\"ports\":{\"first\":21000,"
            + "\"last\":21099},\"draining\":false}");
    offer(PLACE);
  }

  private static final String SITE =
      """
      {"provider":"lubeca","jurisdiction":"DE",
       "price":{"currency":"EUR","cpuHour":0.02,"memoryGibHour":0.002},
       "energy":{"gramsPerKwh":300,"pue":1.2,"wattsPerCore":10}}\
      """;

  /** As the federation writes a place. */
  static final String PLACE =
      """
      {"name":"hall","provider":"lubeca","jurisdiction":"DE",
       "location":{"latitude":53.87,"longitude":10.69},"certifications":["ISO 27001"],
       "privacy":"internal","price":{"currency":"EUR","cpuHour":0.02,"memoryGibHour":0.002},
       "energy":{"gramsPerKwh":300,"pue":1.2,"wattsPerCore":10},
       "simulated":false,"draining":false,"hosts":[
        {"name":"rack.big","capacity":{"cpu":4,"memory":8589934592},"facts":{"os":"linux"},
         "runtimes":["process"],"address":"127.0.0.1","firstPort":21000,"lastPort":21099,
         "takenPorts":[21003],"outside":"192.0.2.7","answers":true},
        {"name":"rack.small","capacity":{"cpu":2,"memory":8589934592},"runtimes":["process"],
         "address":"127.0.0.1","firstPort":21000,"lastPort":21099,"answers":false}]}\
      """;

  void account(String ref, String password, String role) {
    whole.put(ref, "{\"roles\":[\"" + role + "\"]}");
    whole.submit(new Change.Values(Ref.parse(ref), Map.of("password", password)));
  }

  void offer(String... places) {
    status("{\"inForce\":true,\"sites\":[" + String.join(",", places) + "]}", List.of());
  }

  /** The contract is over, or its grant has gone. */
  void withdraw(String words) {
    status(
        "{\"inForce\":false}",
        List.of(Condition.no("Ready", "NotInForce", words, whole.store.snapshot().now())));
  }

  private void status(String status, List<Condition> conditions) {
    whole.submit(new Change.Status(Ref.parse(OFFER), Doc.parse(status), conditions));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + door.port());
  }

  HansaOptions options() {
    return options(door.port());
  }

  static HansaOptions options(int port) {
    return new HansaOptions(
        URI.create("http://127.0.0.1:" + port),
        "guest",
        "shared",
        Optional.empty(),
        Optional.empty());
  }

  static Map<String, String> credentials() {
    return Map.of("user", USER, "password", PASSWORD);
  }

  @Override
  public void close() {
    door.close();
    whole.close();
  }
}
