package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.Json;
import org.hansa.itests.archive.partner.TicketRoutes;

/**
 * One resource of every kind that really stands: in the tenant demo if its kind can, with what
 * components make of it, all on a site that is simulated. And what else paths name.
 */
final class WalkSamples {

  static final String TENANT = "demo";
  static final String BUNDLE = "org.example.tickets";
  static final String BACKUP = "walked";
  static final String DONE = "checked";
  static final byte[] CONTENT = "of a walk".getBytes(StandardCharsets.UTF_8);

  /** Where one is looked for, the first found counts. */
  private static final List<String> WHERE = List.of(TENANT, TENANT + ".guest", "system");

  /** Of which there are more, and it matters which. */
  private static final Map<String, String> NAMES =
      Map.of("accounts", "someone", "applications", "shop", "plans", "kept", "operations", DONE);

  private final Rest admin;
  private final Path folder;
  private final Map<String, JsonNode> byPlural = new TreeMap<>();
  private final Map<String, String> values = new HashMap<>();

  private WalkSamples(Rest admin, Path folder) {
    this.admin = admin;
    this.folder = folder;
  }

  /** Makes them, and waits until components have made theirs. */
  static WalkSamples make(Rest admin, Path folder) throws IOException {
    WalkSamples samples = new WalkSamples(admin, folder);
    samples.write();
    samples.verify();
    samples.find();
    return samples;
  }

  private void write() throws IOException {
    for (String tenant : List.of("gone", Walker.FOREIGN)) {
      put("/tenants/system/" + tenant, "{}");
    }
    admin.delete("/tenants/system/gone").ok();
    put("/tenants/demo/demo.guest", "{'guest':true}");
    put("/accounts/demo/someone", "{'roles':[]}");
    put("/secrets/demo/key", "{'description':'of a walk'}");
    put("/roles/demo/reader", "{'rights':[{'kinds':['Site'],'verbs':['READ']}]}");
    put("/grants/demo/partner", right("'to':'gone'", "Instance"));
    put("/routegrants/demo/tickets", right("'bundle':'org.example.none'", "Application"));
    put("/holdrules/demo/careful", "{'kinds':['Application'],'labels':{'nobody':'has-it'}}");
    put("/sites/demo/home", "{'provider':'own','jurisdiction':'DE'}");
    put(
        "/endpoints/demo/home",
        "{'driver':'simulator','site':'home','options':{'site':'hamburg'}}");
    put(
        "/contracts/demo/shared",
        "{'guest':'demo.guest','sites':[{'site':'home','cpu':1}],"
            + "'ports':{'first':29000,'last':29010}}");
    put(
        "/applications/demo/shop",
        "{'components':["
            + component("back", "'ports':[{'name':'http'}]")
            + ","
            + component("front", "'links':[{'to':'back','port':'http','env':'BACK'}]")
            + "]}");
    put("/placementpolicies/demo/default", "{'objective':{'order':['carbon']}}");
    put("/optimizations/demo/all", "{}");
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    put(
        "/energyseries/demo/home",
        "{'source':'made up','issued':'%s','hours':[{'at':'%s','gramsPerKwh':100}]}"
            .formatted(hour, hour.plus(Duration.ofHours(30))));
    // It waits for tomorrow.
    put(
        "/jobs/demo/later",
        "{'application':{'components':[%s]},'duration':'PT1H','watts':50,'sites':['home'],"
                .formatted(component("count", "'once':true"))
            + "'earliest':'%s','deadline':'%s'}"
                .formatted(hour.plus(Duration.ofHours(24)), hour.plus(Duration.ofHours(48))));
    // Of a file that nobody has uploaded: what does not get on has an alarm.
    String absent = "sha256:" + "7".repeat(64);
    put(
        "/applications/demo/stuck",
        "{'components':["
            + component("a", "'artifacts':[{'path':'a','digest':'" + absent + "'}]")
            + "]}");
    values.put("digest", admin.blob(CONTENT));
    values.put("backup", BACKUP);
    values.put("format", "compose");
    values.put("function", "logs");
    admin.send("POST", "/backups", Json.tree(Map.of("name", BACKUP))).ok();
    admin.send("PUT", "/extensions/system/" + BUNDLE + "/archive", bundle()).ok();
  }

  private void verify() throws IOException {
    String path = "/endpoints/demo/home/verification";
    await()
        .atMost(Distribution.SOON)
        .until(
            () ->
                admin.send("POST", path, Json.tree(Map.of("rules", List.of("driver-id")))).status()
                    == 202);
    await().atMost(Distribution.SOON).until(() -> admin.get(path).ok().body().has("outcome"));
    JsonNode rules = Json.tree(Map.of("rules", List.of("driver-id")));
    admin.send("POST", "/endpoints/demo/home/operations/verify?key=" + DONE, rules).ok();
    ended();
  }

  /** Waits until what is done has ended, and keeps but the sample. */
  void ended() throws IOException {
    await()
        .atMost(Distribution.SOON)
        .until(
            () -> {
              boolean open = false;
              for (JsonNode each : admin.get("/operations").ok().body().path("items")) {
                open |= !each.at("/status/ended").isTextual();
              }
              return !open;
            });
    for (JsonNode each : admin.get("/operations").ok().body().path("items")) {
      if (!text(each, "name").equals(DONE)) {
        admin.delete("/operations/" + text(each, "tenant") + "/" + text(each, "name"));
      }
    }
  }

  private static String component(String name, String more) {
    return "{'name':'%s','runtime':'process','command':['run'],%s,'requires':{'cpu':0.01,"
            .formatted(name, more)
        + "'memory':'8Mi','simulated':true,'sites':['home']}}";
  }

  private static String right(String whose, String kind) {
    return "{" + whose + ",'rights':[{'kinds':['" + kind + "'],'verbs':['READ']}]}";
  }

  private void put(String path, String spec) throws IOException {
    admin.send("PUT", path, Json.read("{\"spec\":" + spec.replace('\'', '"') + "}")).ok();
  }

  /** Routes of a partner, which follow applications. */
  byte[] bundle() throws IOException {
    Path file =
        PartnerBundle.make(
            folder,
            BUNDLE,
            TicketRoutes.class,
            RoutesBuilder.class,
            List.of(),
            List.of(
                "org.apache.camel",
                "org.apache.camel.builder",
                "org.apache.camel.model",
                "org.apache.camel.spi",
                "org.hansa.core.api"));
    return Files.readAllBytes(file);
  }

  private void find() throws IOException {
    List<String> plurals = new ArrayList<>();
    admin.get("/kinds").ok().body().path("items").forEach(k -> plurals.add(text(k, "plural")));
    for (String plural : plurals) {
      String named = NAMES.getOrDefault(plural, "");
      if (plural.equals("plans")) {
        keep(named);
      }
      await()
          .atMost(Distribution.SOON)
          .untilAsserted(
              () ->
                  assertThat(first(plural, named))
                      .as("one of the kind %s, which this class makes", plural)
                      .isNotEmpty());
      byPlural.put(plural, first(plural, named).get(0));
    }
  }

  private List<JsonNode> first(String plural, String named) throws IOException {
    if (plural.equals("kinds")) {
      // Its list is the descriptors, which are no resources.
      return List.of(admin.get("/kinds/system/application").ok().body());
    }
    for (String tenant : WHERE) {
      for (JsonNode each :
          admin.get("/" + plural + "?tenant=" + tenant).ok().body().path("items")) {
        if (named.isEmpty() || text(each, "name").equals(named)) {
          return List.of(each);
        }
      }
    }
    return List.of();
  }

  /** A plan by which nothing changes. */
  void keep(String name) throws IOException {
    admin
        .send(
            "POST",
            "/plans/" + TENANT + "/" + name,
            Rest.changes(
                List.of(document("applications", TENANT, NAMES.get("applications"))), List.of()))
        .ok();
  }

  void backUp() throws IOException {
    admin.send("POST", "/backups", Json.tree(Map.of("name", BACKUP)));
  }

  /** What stands for a parameter of a path, other than tenant and name. */
  String value(String parameter) {
    return Optional.ofNullable(values.get(parameter))
        .orElseThrow(() -> new AssertionError("WalkSamples says nothing for {" + parameter + "}"));
  }

  boolean isKind(String plural) {
    return byPlural.containsKey(plural);
  }

  JsonNode of(String plural) {
    return byPlural.get(plural);
  }

  /** One of the kind, as the sample is, under another name. */
  JsonNode document(String plural, String tenant, String name) {
    JsonNode sample = byPlural.get(plural);
    return Json.tree(
        Map.of(
            "kind",
            text(sample, "kind"),
            "tenant",
            tenant,
            "name",
            name,
            "spec",
            sample.path("spec")));
  }

  /** By kind; what no foreign eye may see. */
  Map<String, JsonNode> all() {
    return byPlural;
  }

  /** As they stand now. */
  Map<String, JsonNode> now() throws IOException {
    Map<String, JsonNode> now = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : byPlural.entrySet()) {
      now.put(
          each.getKey(),
          admin
              .get(
                  "/%s/%s/%s"
                      .formatted(
                          each.getKey(),
                          text(each.getValue(), "tenant"),
                          text(each.getValue(), "name")))
              .ok()
              .body());
    }
    return now;
  }

  static String text(JsonNode tree, String field) {
    return tree.path(field).asText();
  }
}
