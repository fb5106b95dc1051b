package org.hansa.itests.archive;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.FaultProxy;
import org.hansa.core.testing.fault.Identity;
import org.hansa.core.testing.fault.Rule;
import org.hansa.core.testing.fault.Tls;

/**
 * Two installations: a provider with two sites, of which it shares the hall with a guest, and a
 * consumer that uses it by HTTPS through a proxy.
 */
final class Partners implements AutoCloseable {

  static final int PORTS = 10;
  static final String GUEST_TOKEN = "9".repeat(64);

  private static final String PASSWORD = "what-only-the-guest-knows";

  final Distribution provider;
  final Distribution consumer;
  private final FaultProxy between;
  private final String pin;

  /** The first port that the contract lets the guest have. */
  final int first;

  private final int range = Ports.free(3 * PORTS);

  Partners(Path folder) throws IOException, GeneralSecurityException {
    Identity server = Identity.make(folder, "far");
    Identity shown = Identity.make(folder, "between");
    Identity stranger = Identity.make(folder, "stranger");
    int https = Ports.free();
    provider =
        Distribution.withAdministrator(Files.createDirectory(folder.resolve("far")), folder)
            .tls(server.stored(folder, "tls.p12"), https);
    pin = "sha256:" + sha256(shown.certificate().getEncoded());
    consumer =
        Distribution.withAdministrator(Files.createDirectory(folder.resolve("near")), folder);
    first = range + PORTS;
    between =
        FaultProxy.https(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), https),
            new Tls(shown.context(), stranger.context(), server.trusting()),
            7);
  }

  private static String sha256(byte[] text) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
  }

  void start() throws IOException {
    provider.start();
    consumer.start();
  }

  static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"'));
  }

  static void put(Rest rest, String path, String spec) throws IOException {
    rest.send("PUT", path, json("{'spec':" + spec + "}")).ok();
  }

  Rest far() {
    return provider.rest();
  }

  Rest near() {
    return consumer.rest();
  }

  /** As the guest's account, at the provider's door itself. */
  Rest guest() {
    return provider.rest(GUEST_TOKEN);
  }

  /** What the provider's administrator does. */
  void share() throws IOException {
    Rest rest = far();
    String price = "'price':{'currency':'EUR','cpuHour':0.04,'memoryGibHour':0.01}";
    put(rest, "/sites/system/hall", "{'provider':'far','jurisdiction':'FR'," + price + "}");
    put(rest, "/sites/system/annex", "{'provider':'far','jurisdiction':'DE'}");
    put(
        rest,
        "/endpoints/system/hall",
        "{'driver':'process','site':'hall','options':{'firstPort':%d,'lastPort':%d}}"
            .formatted(range, range + 3 * PORTS - 1));
    put(
        rest,
        "/endpoints/system/annex",
        "{'driver':'simulator','site':'annex','options':{'site':'hamburg'}}");
    put(rest, "/tenants/system/guest", "{'guest':true,'quota':{'Application':20}}");
    put(
        rest,
        "/roles/system/partner",
        "{'rights':[{'kinds':['Application'],'verbs':['READ','WRITE','DELETE','APPLY']},"
            + "{'kinds':['Workload','Instance','Offer','Ledger'],'verbs':['READ']},"
            + "{'kinds':['Instance'],'verbs':['ASK']}]}");
    put(rest, "/accounts/guest/near", "{'roles':['partner']}");
    rest.send(
            "PUT",
            "/accounts/guest/near/values",
            json("{'password':'" + PASSWORD + "','token':'" + GUEST_TOKEN + "'}"))
        .ok();
    contract("{'cpu':1,'memory':'1Gi'}");
    grant();
  }

  void contract(String share) throws IOException {
    put(
        far(),
        "/contracts/system/shared",
        "{'guest':'guest','trusted':true,'sites':[%s],'ports':{'first':%d,'last':%d}}"
            .formatted("{'site':'hall'," + share.substring(1), first, first + PORTS - 1));
  }

  void grant() throws IOException {
    put(
        far(),
        "/grants/system/guest",
        "{'to':'guest','rights':[{'kinds':['Site'],'verbs':['ASK']}]}");
  }

  /** What the consumer's administrator does. */
  void use() throws IOException {
    Rest rest = near();
    put(rest, "/sites/system/home", "{'provider':'near','jurisdiction':'DE'}");
    put(rest, "/secrets/system/far", "{}");
    rest.send(
            "PUT",
            "/secrets/system/far/values",
            json("{'user':'near@guest','password':'" + PASSWORD + "'}"))
        .ok();
    put(
        rest,
        "/endpoints/system/far",
        ("{'driver':'hansa','site':'home','secret':'far','options':"
                + "{'url':'https://127.0.0.1:%d','pin':'%s','tenant':'guest',"
                + "'contract':'shared'}}")
            .formatted(between.port(), pin));
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .until(() -> is(rest, "/sites/system/far.hall", "TRUE"));
  }

  /** From now on neither hears the other. */
  void part() {
    between.play(Rule.always(Fault.reset()));
  }

  void heal() {
    between.play();
  }

  static boolean is(Rest rest, String path, String state) throws IOException {
    return Sheds.condition(rest.get(path).body(), "Ready").path("state").asText().equals(state);
  }

  static String says(Rest rest, String path, String condition) throws IOException {
    return Sheds.condition(rest.get(path).ok().body(), condition).path("message").asText();
  }

  /** All of a kind that whoever asks may see, but for what stands in other tenants. */
  static List<JsonNode> all(Rest rest, String plural, String tenant) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    rest.get("/" + plural + "?limit=1000&tenant=" + tenant)
        .ok()
        .body()
        .path("items")
        .forEach(items::add);
    return items;
  }

  /** What the ledger comes to, by unit, of all instances of a tenant. */
  static Map<String, BigDecimal> ledger(Rest rest, String tenant) throws IOException {
    Map<String, BigDecimal> sums = new TreeMap<>();
    String after = "0";
    while (!after.isEmpty()) {
      JsonNode page = rest.get("/ledger?limit=500&after=" + after).ok().body();
      for (JsonNode entry : page.path("items")) {
        if (entry.path("subject").asText().startsWith("Instance/" + tenant + "/")) {
          entry
              .at("/body/quantities")
              .properties()
              .forEach(
                  used ->
                      sums.merge(used.getKey(), used.getValue().decimalValue(), BigDecimal::add));
        }
      }
      after = page.path("next").asText("");
    }
    sums.replaceAll((unit, sum) -> sum.stripTrailingZeros());
    return sums;
  }

  @Override
  public void close() throws IOException {
    between.close();
    consumer.end();
    provider.end();
  }
}
