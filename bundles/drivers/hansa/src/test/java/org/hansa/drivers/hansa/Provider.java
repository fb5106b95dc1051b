package org.hansa.drivers.hansa;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.rest.WholeDoor;
import org.hansa.platform.api.Offer;

/** The partner's Hansa, which shares one of its two sites with tenant {@code guest}. */
final class Provider implements AutoCloseable {

  static final String GRANT = "Grant/system/guests";
  static final String CONTRACT = "Contract/system/shared";
  static final String USER = "ann@guest";
  static final String PASSWORD = "a guest's own secret";

  private static final String OFFER = "Offer/guest/shared";

  final Racks racks = new Racks();
  final Whole whole;
  final WholeDoor door;

  Provider(Path folder) {
    whole = new Whole(folder, racks);
    door = new WholeDoor(whole.gate, whole.store, whole.runtime.planner());
    whole.put("Tenant/system/guest", "{\"guest\":true}");
    whole.put(
        "Role/system/partner",
        """
        {"rights":[{"kinds":["Application"],"verbs":["READ","WRITE","DELETE"]},
                   {"kinds":["Instance","Offer","Ledger"],"verbs":["READ"]},
                   {"kinds":["Instance"],"verbs":["ASK"]}]}\
        """);
    account("Account/guest/ann", PASSWORD, "partner");
    account("Account/guest/bob", "another secret", "auditor");
    for (String site : new String[] {"hall", "vault"}) {
      whole.put("Site/system/" + site, SITE);
      whole.put(
          "Endpoint/system/" + site + "-rack", "{\"driver\":\"racks\",\"site\":\"" + site + "\"}");
    }
    whole.put(GRANT, "{\"to\":\"guest\",\"rights\":[{\"kinds\":[\"Site\"],\"verbs\":[\"ASK\"]}]}");
    contract("");
    whole.awaitReady("Host/system/hall-rack.big");
    whole.awaitReady("Host/system/hall-rack.small");
    awaitOffered(offer -> offer.sites().stream().anyMatch(site -> site.hosts().size() == 2));
  }

  private static final String SITE =
      """
      {"provider":"lubeca","jurisdiction":"DE","certifications":["ISO 27001"],
       "location":{"latitude":53.87,"longitude":10.69},"privacy":"internal","availability":0.99,
       "price":{"currency":"EUR","cpuHour":0.02,"memoryGibHour":0.002},
       "energy":{"gramsPerKwh":300,"pue":1.2,"wattsPerCore":10}}\
      """;

  void account(String ref, String password, String role) {
    whole.put(ref, "{\"roles\":[\"" + role + "\"]}");
    whole.submit(new Change.Values(Ref.parse(ref), Map.of("password", password)));
  }

  void contract(String more) {
    whole.put(
        CONTRACT,
        """
        {"guest":"guest","sites":[{"site":"hall","cpu":4,"memory":"8Gi"}],
         "ports":{"first":21000,"last":21099}%s}\
        """
            .formatted(more));
  }

  void awaitOffered(Predicate<Offer.Status> is) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                whole
                    .get(OFFER)
                    .map(offer -> is.test(offer.status().as(Offer.Status.class)))
                    .orElse(false));
  }

  void awaitNoOffer() {
    whole.awaitGone(OFFER);
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
