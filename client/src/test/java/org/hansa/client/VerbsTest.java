package org.hansa.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsTest {

  private static final String PLAN =
      """
      {"state": "PLANNED", "made": "2026-11-28T11:00:00Z", "revision": 7,
       "changes": [{"ref": "Site/demo/mill", "verb": "CHANGE", "calls": [],
         "fields": [{"pointer": "/spec/city", "before": "Aachen", "after": "Bergen"}]}]}
      """;
  private static final String NOTHING =
      "{\"state\": \"PLANNED\", \"made\": \"2026-11-28T11:00:00Z\", \"revision\": 7}";

  @TempDir Path home;
  private StandIn server;
  private Desk desk;

  @BeforeEach
  void start() throws IOException {
    server = StandIn.start();
    desk = new Desk(home).at(server);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private static String site(String name, String city, String state) {
    return """
    {"kind": "Site", "tenant": "demo", "name": "%s", "uid": "u-%s", "generation": 1, "revision": 7,
     "created": "2026-11-28T11:58:00Z", "spec": {"city": "%s"}, "status": {},
     "conditions": [{"type": "Ready", "state": "%s", "reason": "Waits", "message": "for power",
       "since": "2026-11-28T11:59:00Z", "generation": 1}]}
    """
        .formatted(name, name, city, state);
  }

  @Test
  void tenantsAreMadeAndAskedWhatTheyHave() {
    server.json("PUT /tenants/acme/acme.dev", 201, "{\"kind\": \"Tenant\"}");
    Desk.Said made = desk.run("tenant", "create", "--quota", "cpu=2.5", "acme.dev");
    assertThat(made.out()).contains("Tenant/acme/acme.dev is there");
    assertThat(server.asked("PUT", "/tenants/acme/acme.dev").get(0).body()).contains("\"cpu\":2.5");
    assertThat(desk.run("tenant", "create", "--quota", "cpu=many", "acme").err())
        .contains("'many' is not a number");

    server.json(
        "GET /tenants/acme/acme.dev/usage",
        "{\"quota\": {\"cpu\": 2.5}, \"used\": {\"cpu\": 1.50, \"Application\": 2}}");
    assertThat(desk.run("tenant", "usage", "acme.dev").out())
        .containsPattern("Application +2 +-")
        .containsPattern("cpu +1\\.5 +2\\.5");

    server.json(
        "GET /who-can",
        "{\"items\": [{\"name\": \"user:bob@demo\", \"tenant\": \"demo\", \"roles\": [\"auditor\"]}]}");
    assertThat(desk.run("who-can", "-t", "demo", "read", "site").out())
        .containsPattern("bob@demo +demo +auditor");
  }

  private static String operation(String status) {
    return """
    {"kind": "Operation", "tenant": "demo", "name": "p1", "uid": "o1", "generation": 1,
     "revision": 9, "created": "2026-11-28T11:58:00Z",
     "spec": {"kind": "Site", "name": "mill", "verb": "paint"},
     "status": {"by": "user:ada@demo", "uid": "u-mill", "attempts": 1, %s}}
    """
        .formatted(status);
  }

  @Test
  void somethingIsDoneAndLookedOnAtUntilItHasEnded() {
    assertThat(desk.run("do", "site", "mill").out())
        .containsPattern("VERB +ARGUMENTS +ABOUT")
        .containsPattern("paint +colours, layers +Paints it");
    server.json("POST /sites/demo/mill/operations/paint", 202, operation("\"phase\": \"WAITING\""));
    AtomicInteger looks = new AtomicInteger();
    server.on(
        "GET /operations/demo/p1",
        exchange ->
            StandIn.send(
                exchange,
                200,
                "application/json",
                operation(
                    looks.incrementAndGet() < 2
                        ? "\"phase\": \"RUNNING\", \"percent\": 25, \"line\": \"second coat\""
                        : "\"phase\": \"DONE\", \"result\": {\"litres\": 3}")));
    Desk.Said done = desk.run("do", "site", "mill", "paint", "colours=red,blue", "layers=2");
    assertThat(done.code()).isZero();
    assertThat(done.out()).contains("litres: 3", "Operation/demo/p1 is done.");
    assertThat(looks).hasValue(2);
    assertThat(server.asked("POST", "/sites/demo/mill/operations/paint").get(0).body())
        .isEqualTo("{\"colours\":[\"red\",\"blue\"],\"layers\":2}");
  }

  @Test
  void whatFailsWhileItIsDoneIsAFailureWithItsCure() {
    server.json("POST /sites/demo/mill/operations/paint", 202, operation("\"phase\": \"WAITING\""));
    server.json(
        "GET /operations/demo/p1",
        operation(
            "\"phase\": \"FAILED\", \"failure\": {\"reason\": \"EXHAUSTED\","
                + " \"message\": \"no paint\", \"cure\": \"Buy some.\"}"));
    Desk.Said failed = desk.run("do", "site", "mill", "paint");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("Operation/demo/p1: no paint. Buy some.");
    Desk.Said left = desk.run("do", "--detach", "--key", "p1", "site", "mill", "paint");
    assertThat(left.out()).contains("Operation/demo/p1 is asked for.");
    assertThat(desk.run("do", "site", "mill", "paint", "layers").code()).isEqualTo(1);
    assertThat(desk.run("do", "site", "mill", "Paint!").code()).isEqualTo(2);
  }

  @Test
  void rolesAreMadeAndAskedAboutAtASite() {
    server.json("PUT /roles/acme/keeper", 201, "{\"kind\": \"Role\"}");
    Desk.Said made =
        desk.run("role", "create", "-t", "acme", "--may", "write:Endpoint@paris", "keeper");
    assertThat(made.out()).contains("Role/acme/keeper is there");
    assertThat(server.asked("PUT", "/roles/acme/keeper").get(0).body())
        .contains("\"verbs\":[\"WRITE\"]", "\"sites\":[\"paris\"]");
    assertThat(desk.run("role", "create", "--may", "wirte:Endpoint", "keeper").err())
        .contains("Maybe 'write' was meant");

    server.json("GET /me/can-i", "{\"kind\": \"Endpoint\", \"allowed\": true}");
    assertThat(desk.run("can-i", "write", "endpoint", "--site", "paris").out()).contains("yes");
    assertThat(server.asked("GET", "/me/can-i").get(0).path()).contains("site=paris");
  }

  @Test
  void aNameLeadsNowhereElse() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "a/archive?force=true#");
    Path archive = home.resolve("evil.jar");
    try (OutputStream out = Files.newOutputStream(archive)) {
      new JarOutputStream(out, manifest).close();
    }
    assertThat(desk.run("extension", "install", "--plan", archive + "").code()).isEqualTo(1);
    assertThat(desk.run("extension", "rollback", "a/rollback#").code()).isEqualTo(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void noWordIsTheNameOfAFile() throws IOException {
    Path secret = Files.writeString(home.resolve("secret"), "hidden words");
    Desk.Said said = desk.run("ask", "site", "mill", "@" + secret);
    assertThat(said.err() + said.out()).doesNotContain("hidden");
    assertThat(said.code()).isEqualTo(2);
  }

  @Test
  void tablesFitTheTerminalAndArePlainInAPipe() {
    String city = "Llanfairpwllgwyngyll".repeat(8);
    server.json("GET /sites", "{\"items\": [" + site("mill", city, "TRUE") + "]}");

    Desk.Said piped = desk.run("get", "site");
    assertThat(piped.out()).contains(city, "TENANT", "CITY", "2m0s").doesNotContain("\u001b");
    Desk.Said seen = desk.typing(60).run("get", "site");
    assertThat(seen.out()).contains("\u001b[32mReady\u001b[0m", "…").doesNotContain(city);
    assertThat(seen.out().replaceAll("\u001b\\[[0-9]*m", "").lines())
        .allMatch(line -> line.length() <= 60);
  }

  @Test
  void readsPageByPageAndPrintsJsonAsItWasAnswered() {
    AtomicInteger page = new AtomicInteger();
    server.on(
        "GET /sites",
        exchange ->
            StandIn.send(
                exchange,
                200,
                "application/json",
                page.getAndIncrement() == 0
                    ? "{\"items\": [" + site("a", "x", "TRUE") + "], \"next\": \"c1\"}"
                    : "{\"items\": [" + site("b", "y", "TRUE") + "]}"));
    JsonNode all = Json.read(desk.run("get", "--json", "-l", "line=7", "sites").out());
    assertThat(all.path("items"))
        .extracting(each -> each.path("name").asText())
        .containsExactly("a", "b");
    assertThat(server.asked("GET", "/sites").get(1).path())
        .contains("cursor=c1", "labelSelector=line%3D7");
  }

  @Test
  void aMistypedKindIsNamedWithTheNearest() {
    assertThat(desk.run("get", "Sites").code()).isEqualTo(1);
    assertThat(desk.run("get", "sitte").err())
        .isEqualTo("hansa: there is no kind 'sitte'. Maybe 'Site' was meant.\n");
  }

  @Test
  void appliesAllDocumentsOfAFolderAtOnceAfterAskingOnce() throws IOException {
    Path folder = Files.createDirectories(home.resolve("docs"));
    Files.writeString(
        folder.resolve("a.yaml"),
        "kind: Site\nname: mill\nspec: {city: Bergen}\n---\nkind: Site\nname: lathe\nspec: {}\n");
    Files.writeString(
        folder.resolve("b.json"), "{\"kind\": \"Site\", \"tenant\": \"x\", \"name\": \"saw\"}");
    Files.writeString(folder.resolve("notes.txt"), "no document");
    server.json("POST /plan", PLAN).json("POST /apply", PLAN);
    server.json("GET /sites/demo/mill", site("mill", "Bergen", "TRUE"));
    server.json("GET /sites/demo/lathe", site("lathe", "", "TRUE"));
    server.json("GET /sites/x/saw", site("saw", "", "TRUE"));

    Desk.Said said = desk.typing(200, "y").run("apply", "-f", folder.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).contains("change", "/spec/city: Aachen -> Bergen", "All are ready.");
    JsonNode sent = Json.read(server.asked("POST", "/apply").get(0).body());
    assertThat(sent.path("put"))
        .extracting(each -> each.path("tenant").asText() + "/" + each.path("name").asText())
        .containsExactly("demo/mill", "demo/lathe", "x/saw");
  }

  private static final String IMPORTED =
      """
      {"format": "compose",
       "application": {"kind": "Application", "tenant": "demo", "name": "shop", "spec": {"a": 1}},
       "notUnderstood": [{"path": "services.web.volumes[0]", "value": "a:/b", "inPart": false,
         "why": "no volume is kept", "cure": "Move it."}]}
      """;

  @Test
  void aDocumentInAnotherFormatIsShownToBeKept() throws IOException {
    Path file = Files.writeString(home.resolve("compose.yaml"), "services: {}\n");
    server.json("POST /imports/compose", IMPORTED);

    Desk.Said said =
        desk.with("TAG", "7.4")
            .run("import", "compose", file.toString(), "--env", "A=b=c", "--env", "TAG");
    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines())
        .containsExactly(
            "# Not understood, or only in part: 1",
            "# services.web.volumes[0] 'a:/b': no volume is kept. Move it.",
            "kind: Application",
            "tenant: demo",
            "name: shop",
            "spec:",
            "  a: 1");
    assertThat(Json.read(server.asked("POST", "/imports/compose").get(0).body()))
        .hasToString("{\"env\":{\"A\":\"b=c\",\"TAG\":\"7.4\"},\"text\":\"services: {}\\n\"}");
    assertThat(desk.run("import", "compose", file.toString(), "--env", "GONE").err())
        .contains("the variable GONE is not set here");
  }

  @Test
  void aDocumentInAnotherFormatIsPlannedAndApplied() throws IOException {
    Path file = Files.writeString(home.resolve("compose.yaml"), "services: {}\n");
    server.json("POST /imports/compose", IMPORTED).json("POST /plan", PLAN);
    server.json("POST /apply", NOTHING);

    Desk.Said planned = desk.run("import", "compose", file.toString(), "--plan", "--name", "x");
    assertThat(planned.err()).contains("services.web.volumes[0] 'a:/b': no volume is kept.");
    assertThat(planned.out()).contains("/spec/city: Aachen -> Bergen").doesNotContain("volumes");
    assertThat(server.asked("POST", "/apply")).isEmpty();
    assertThat(desk.piping("services: {}").run("import", "compose", "-", "--apply", "-y").code())
        .isZero();
    assertThat(server.asked("POST", "/apply").get(0).body())
        .contains("\"put\":[{\"kind\":\"Application\",\"name\":\"shop\"");
    assertThat(desk.run("import", "compose", file.toString(), "--plan", "--apply").code())
        .isEqualTo(2);
  }

  @Test
  void doesNothingUnlessTheAnswerIsYes() throws IOException {
    Path document = Files.writeString(home.resolve("a.yaml"), "kind: Site\nname: mill\n");
    server.json("POST /plan", PLAN).json("POST /apply", PLAN);
    String named = document.toString();
    assertThat(desk.run("apply", "--dry-run", named).code()).isZero();
    assertThat(desk.run("apply", named).err()).contains("nobody can be asked", "--yes");
    assertThat(desk.typing(80, "n").run("apply", named).err()).contains("nothing was done");
    assertThat(desk.typing(80).run("apply", named).code()).isEqualTo(1);
    assertThat(server.asked("POST", "/apply")).isEmpty();
    assertThat(desk.run("apply").code()).isEqualTo(2);
    assertThat(desk.run("apply", "--plan", "x", named).code()).isEqualTo(2);
  }

  @Test
  void readsTheInputAndWaitsUntilItIsReady() {
    server.json("POST /apply", PLAN);
    AtomicInteger looks = new AtomicInteger();
    server.on(
        "GET /sites/demo/mill",
        exchange ->
            StandIn.send(
                exchange,
                200,
                "application/json",
                site("mill", "Bergen", looks.getAndIncrement() == 0 ? "FALSE" : "TRUE")));
    Desk.Said said = desk.piping("kind: Site\nname: mill\n").run("apply", "--yes", "-");
    assertThat(said.out())
        .contains("  waits: Site/demo/mill Waits: for power\n", "Site/demo/mill is ready.\n");
    server.json("POST /apply", NOTHING);
    assertThat(desk.run("apply", "--yes", "--json", "-").out()).startsWith("{");
  }

  @Test
  void aDocumentNamesNothingThatLiesElsewhere() throws IOException {
    Path folder = Files.createDirectories(home.resolve("docs"));
    Files.writeString(home.resolve("secret"), "mine");
    Files.createSymbolicLink(folder.resolve("link"), home.resolve("secret"));
    Files.writeString(folder.resolve("feed.sh"), "#!/bin/bash");
    server.json("POST /blobs", "{\"digest\": \"sha256:d\"}").json("POST /plan", NOTHING);
    for (String name : new String[] {"../secret", "link", "absent", home.resolve("secret") + ""}) {
      Path document = artifact(folder, name);
      Desk.Said said = desk.run("plan", document.toString());
      assertThat(said.code()).as(name).isEqualTo(1);
      assertThat(said.err()).startsWith("hansa: " + document);
    }
    assertThat(server.asked("POST", "/blobs")).isEmpty();
    assertThat(desk.run("plan", artifact(folder, "feed.sh").toString()).err()).isEmpty();
    assertThat(server.asked("POST", "/blobs").get(0).body()).isEqualTo("#!/bin/bash");
    assertThat(server.asked("POST", "/plan").get(0).body()).contains("\"digest\":\"sha256:d\"");
  }

  private static Path artifact(Path folder, String file) throws IOException {
    return Files.writeString(
        folder.resolve("a.yaml"),
        "kind: Site\nname: mill\nspec: {components: [{artifacts: [{file: \"" + file + "\"}]}]}\n");
  }

  /** An empty list is not written: what is not there is none. */
  @Test
  void whatIsLeftOutOfAnAnswerIsNone() throws IOException {
    server.json(
        "POST /plan",
        "{\"state\": \"PLANNED\", \"made\": \"2026-11-28T11:00:00Z\", \"revision\": 7,"
            + "\"changes\": [{\"ref\": \"Site/demo/mill\", \"verb\": \"REMOVE\"}]}");
    assertThat(desk.run("plan", "--delete", "Site/demo/mill").out()).contains("remove", "mill");
    assertThat(desk.run("plan", "--all").out()).contains("remove", "mill");
    assertThat(server.asked("POST", "/plan").get(1).body()).isEqualTo("{\"all\":true}");
    assertThat(desk.run("plan", "--all", "--save", "x").code()).isEqualTo(2);
    server.json(
        "GET /inspection",
        "{\"running\": {\"by\": \"user:ada\","
            + "\"began\": \"2026-11-28T11:00:00Z\", \"outcome\": \"RUNNING\"}}");
    assertThat(desk.run("store", "check", "--last").out()).contains("RUNNING", "under way");
    server.json("GET /drivers", "{}").json("GET /backups", "{}").json("GET /events", "{}");
    assertThat(desk.run("driver", "list").out()).startsWith("There are none.");
    assertThat(desk.run("store", "backups").out()).startsWith("There are none.");
    assertThat(desk.run("events").out()).isEqualTo("None that you may read.\n");
    Path archive = home.resolve("a.kar");
    Files.writeString(archive, "kar");
    server.json(
        "PUT /extensions/system/rig/archive",
        "{\"name\": \"rig\", \"bundle\": \"rig\", \"version\": \"1\", \"digest\": \"sha256:d\"}");
    assertThat(desk.run("extension", "install", "--plan", "--as", "rig", archive + "").out())
        .contains("rig 1, not signed", "No other bundle is made anew.");
  }

  @Test
  void commitsPutsAndDeletionsInOneTransaction() throws IOException {
    Path document =
        Files.writeString(
            home.resolve("a.json"), "{\"kind\":\"Site\",\"name\":\"a\",\"revision\":7}");
    server.json(
        "POST /transactions",
        """
        {"revision": 9, "items": [{"ref": "Site/demo/a", "generation": 2, "revision": 9},
          {"ref": "Site/demo/b", "gone": true}]}
        """);
    Desk.Said said =
        desk.run("commit", "--if-unchanged", "--delete", "Site/demo/b", document.toString());
    assertThat(said.out()).containsPattern("Site/demo/a +2 +9").containsPattern("b +- +gone");
    JsonNode sent = Json.read(server.asked("POST", "/transactions").get(0).body());
    assertThat(sent.at("/changes/0/revision").asLong()).isEqualTo(7);
    assertThat(sent.at("/changes/1/delete").asText()).isEqualTo("Site/demo/b");
  }

  @Test
  void aWatchIsTakenUpWhereItWasCut() {
    AtomicInteger times = new AtomicInteger();
    server.on(
        "GET /watch",
        exchange -> {
          if (times.get() == 1) {
            times.incrementAndGet();
            StandIn.send(exchange, 503, "text/html", "<html>just starting</html>");
            return;
          }
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          String data = "data: " + site("mill", "x", "TRUE").replace("\n", "") + "\n\n";
          String first = "event: put\n" + data + "id: 11\nevent: delete\n" + data;
          String rest = ": alive\n\nid: 12\nevent: put\n" + data;
          boolean again = times.getAndIncrement() > 0;
          String from = exchange.getRequestHeaders().getFirst("Last-Event-ID");
          String sent = again && "11".equals(from) ? rest : first + "event: put\n" + data;
          exchange.getResponseBody().write(sent.getBytes(StandardCharsets.UTF_8));
        });
    Desk.Said said = desk.run("watch", "--count", "3", "site");
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .isEqualTo(
            """
            11       put      Site/demo/mill Ready
            11       delete   Site/demo/mill Ready
            12       put      Site/demo/mill Ready
            """);
  }

  @Test
  void aWatchOfWhatIsKeptNoMoreSaysSo() {
    server.problem("GET /watch", 410, "the changes are kept no more", "List anew.");
    assertThat(desk.run("watch", "--from", "1").err())
        .isEqualTo("hansa: the changes are kept no more. List anew.\n");
  }

  @Test
  void aLogIsFollowedOverALostConnectionUntilItIsGone() {
    AtomicInteger times = new AtomicInteger();
    server.on(
        "GET /instances/demo/page-0/logs",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          String from = exchange.getRequestHeaders().getFirst("Last-Event-ID");
          String sent =
              switch (times.getAndIncrement()) {
                case 0 ->
                    ": follows\n\nid: a-7\nevent: lines\ndata: {\"lines\":[\"one\",\"\"],\"gap\":false}\n\n"
                        + "id: a-9\nevent: lines\ndata: {\"lines\":[\"tw";
                case 1 ->
                    "event: unavailable\ndata: {\"detail\":\"the host is away\"}\n\n"
                        + "event: available\ndata: {}\n\n"
                        + ("a-7".equals(from)
                            ? "id: a-9\nevent: lines\ndata: {\"lines\":[\"two\"],\"gap\":true}\n\n"
                            : "event: lines\ndata: {\"lines\":[\"wrong\"]}\n\n");
                default ->
                    "event: end\ndata: {\"reason\":\"gone\",\"detail\":\"Instance/demo/page-0 is gone\"}\n\n";
              };
          exchange.getResponseBody().write(sent.getBytes(StandardCharsets.UTF_8));
        });
    Desk.Said said = desk.run("logs", "--follow", "-n", "2", "page-0");
    assertThat(said.out()).isEqualTo("one\n\ntwo\n");
    assertThat(said.err())
        .isEqualTo(
            """
            (waits: the host is away)
            (lines may be missing here)
            (Instance/demo/page-0 is gone)
            """);
    assertThat(said.code()).isZero();
    assertThat(server.asked("GET", "/instances/demo/page-0/logs"))
        .allSatisfy(asked -> assertThat(asked.path()).endsWith("?follow=true&lines=2"));
  }

  @Test
  void whatMayBeAskedIsListedWithItsArguments() {
    server.json(
        "GET /kinds",
        """
        {"items": [{"kind": "Instance", "plural": "instances", "functions": [
          {"name": "logs", "about": "What it wrote", "follows": true, "arguments": [
            {"name": "lines", "about": "x", "type": "NUMBER", "least": 1, "most": 50,
             "otherwise": "10"},
            {"name": "after", "about": "y", "type": "TEXT", "least": 0, "most": 200}]}]}]}
        """);
    assertThat(desk.run("ask", "instance").out())
        .contains("logs", "What it wrote", "lines=1..50 (10), after=TEXT");
    assertThat(desk.run("ask", "instance", "page-0").err()).contains("no function was given");
  }

  @Test
  void aLogThatMayNotBeReadAnyMoreEndsWithAnError() {
    server.on(
        "GET /instances/demo/page-0/logs",
        exchange ->
            StandIn.send(
                exchange,
                200,
                "text/event-stream",
                "event: end\ndata: {\"reason\":\"forbidden\",\"detail\":\"ada may not\"}\n\n"));
    Desk.Said said = desk.run("logs", "-f", "page-0");
    assertThat(said.code()).isNotZero();
    assertThat(said.err()).contains("ada may not");
  }

  @Test
  void secretsAreTypedAndNeverShown() {
    server.json("PUT /accounts/demo/ada/values", 204, "");
    assertThat(desk.typing(80, "new password", "another").run("password").err())
        .contains("the two differ");
    Desk.Said said = desk.typing(80, "new password", "new password").run("password");
    assertThat(said.out()).isEqualTo("Account/demo/ada logs in as ada@demo.\n");
    assertThat(server.asked("PUT", "/accounts/demo/ada/values").get(0).body())
        .isEqualTo("{\"password\":\"new password\"}");
    assertThat(desk.run("password", "--generate").out()).contains("shown this once");
  }

  @Test
  void anAccountThatNobodyCanLogInWithIsNotLeft() {
    server.json("PUT /accounts/demo/bob", 201, "{}").json("DELETE /accounts/demo/bob", 204, "");
    server.problem("PUT /accounts/demo/bob/values", 422, "the password is short", "Longer.");
    Desk.Said said = desk.typing(80, "x").run("account", "create", "--ask", "bob");
    assertThat(said.err()).isEqualTo("hansa: the password is short. Longer.\n");
    assertThat(server.asked("DELETE", "/accounts/demo/bob")).hasSize(1);
  }

  @Test
  void completesFromWhatIsThereAndIsSilentWhenNobodyAnswers() {
    server.json("GET /sites", "{\"items\": [" + site("mill", "", "TRUE") + "]}");
    assertThat(desk.run("complete", "--", "g").out()).isEqualTo("get\n");
    assertThat(desk.run("complete", "--", "get", "S").out()).isEqualTo("Site\n");
    assertThat(desk.run("complete", "--", "get", "-t", "demo", "Site", "").out())
        .isEqualTo("mill\n");
    assertThat(desk.run("complete", "--", "store", "backup").out())
        .isEqualTo("backup\nbackups\nbackup-delete\n");
    assertThat(desk.run("complete", "--", "logs", "--fol").out()).isEqualTo("--follow\n");
    server.close();
    assertThat(desk.run("complete", "--", "get", "S")).isEqualTo(new Desk.Said(0, "", ""));
  }

  @Test
  void takesTheShellsOwnWordsToo() {
    server.json("GET /drivers/rules", "{\"items\": []}").json("GET /sites", "{\"items\": []}");
    assertThat(desk.run("hansa:get", "Site").code()).isZero();
    assertThat(desk.run("driver:rules").code()).isZero();
    assertThat(desk.run("secret-set", "x").err()).contains("KEY").contains("hansa secret set");
    assertThat(desk.run("driver").code()).isEqualTo(2);
    assertThat(desk.run("desribe", "x").err()).contains("Maybe 'describe' was meant.");
    assertThat(desk.run("--help").code()).isZero();
  }
}
