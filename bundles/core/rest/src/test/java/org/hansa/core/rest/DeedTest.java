package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans, functions, holds, blobs, streams, and what the door says of itself. */
class DeedTest {

  private static final String SHOP = "/api/v1/applications/demo/shop";
  private static final String PUT_SHOP =
      "{\"put\":[{\"kind\":\"Application\",\"name\":\"shop\",\"tenant\":\"demo\"}]}";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder.resolve("state"), Duration.ofMillis(300));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void plansAreShownKeptAndApplied() {
    Answer shown = door.json("POST", "/api/v1/plan", PUT_SHOP);
    assertThat(shown.at("/changes/0/verb")).isEqualTo("CREATE");
    assertThat(shown.body()).contains("\"EUR\":0.10");
    assertThat(door.get(SHOP).status()).isEqualTo(404);
    assertThat(door.json("POST", "/api/v1/plan", "{\"all\":true}").at("/changes/2/verb"))
        .isEqualTo("CREATE");
    for (String wrong : List.of("false", "1", "\"true\"", "null", "true,\"delete\":[]")) {
      Answer refused = door.json("POST", "/api/v1/plan", "{\"all\":" + wrong + "}");
      assertThat(refused.status()).as(wrong).isEqualTo(422);
      assertThat(refused.body()).contains("true, and no other field beside it");
    }
    assertThat(door.json("POST", "/api/v1/apply", "{\"all\":true}").status()).isEqualTo(422);

    Answer kept = door.json("POST", "/api/v1/plans/demo/p1", PUT_SHOP);
    assertThat(kept.status()).isEqualTo(201);
    assertThat(kept.header("location")).isEqualTo("/api/v1/plans/demo/p1");
    assertThat(door.call("POST", "/api/v1/plans/demo/p1/apply").status()).isEqualTo(200);
    assertThat(door.get("/api/v1/plans/demo/p1").at("/kind")).isEqualTo("Plan");

    Answer applied = door.json("POST", "/api/v1/apply", PUT_SHOP);
    assertThat(applied.at("/state")).isEqualTo("APPLIED");
    assertThat(door.get(SHOP).status()).isEqualTo(200);
    door.json("POST", "/api/v1/apply", "{\"delete\":[\"Application/demo/shop\"]}");
    assertThat(door.get(SHOP).status()).isEqualTo(404);
  }

  @Test
  void functionsHoldsAndExplanationsAnswer() {
    door.json("PUT", SHOP, "{}");
    assertThat(door.get(SHOP + "/logs?lines=5&since=a%20b").at("/text"))
        .isEqualTo("asked {lines=5, since=a b}");
    assertThat(door.get(SHOP + "/explain").at("/reasons/0/constraint")).isEqualTo("memory");
    String reason = "{\"reason\":\"audit week\"}";
    Answer held = door.json("POST", SHOP + "/hold", reason);
    assertThat(held.tree().get("holds")).hasToString("[\"audit week\"]");
    Answer free = door.json("POST", SHOP + "/release", reason);
    assertThat(free.tree().path("holds")).isEmpty();
    long generation = free.tree().get("generation").asLong();
    Answer again = door.json("POST", SHOP + "/retry", "{}");
    assertThat(again.tree().get("generation").asLong()).isEqualTo(generation + 1);
  }

  @Test
  void whatIsMeasuredIsForOperatorsAlone() {
    Family steps =
        new Family(
            "hansa_steps", Family.Type.COUNTER, "Steps.", List.of(Sample.counter(Map.of(), 7)));
    door.measured.add(() -> List.of(steps));
    door.measured.add(
        () -> {
          throw new IllegalStateException("it is being replaced");
        });
    Answer told = door.send(Asked.of("GET", "/api/v1/metrics").by(TestDoor.ADA));
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.header("content-type")).contains("openmetrics-text");
    assertThat(told.body()).contains("hansa_steps_total 7").endsWith("# EOF\n");
    for (String other : List.of(TestDoor.BOB, TestDoor.OLAF)) {
      assertThat(door.send(Asked.of("GET", "/api/v1/metrics").by(other)).status()).isEqualTo(403);
    }
    assertThat(door.send(Asked.of("GET", "/api/v1/metrics")).status()).isEqualTo(401);
  }

  @Test
  void blobsComeBackByDigest() {
    Asked upload =
        Asked.of("POST", "/api/v1/blobs")
            .with("Content-Type", "application/octet-stream")
            .by(TestDoor.BOB);
    Answer put = door.send(upload.body("content"));
    assertThat(put.status()).isEqualTo(201);
    String digest = put.at("/digest");
    assertThat(put.header("location")).isEqualTo("/api/v1/blobs/" + digest);
    assertThat(door.get("/api/v1/blobs/" + digest).body()).isEqualTo("content");
    assertThat(door.get("/api/v1/blobs/" + digest.replace(":", "%3A")).body()).isEqualTo("content");
    assertThat(door.call("HEAD", "/api/v1/blobs/" + digest).status()).isEqualTo(200);
    assertThat(door.call("HEAD", "/api/v1/blobs/sha256:" + "0".repeat(64)).status()).isEqualTo(404);
  }

  @Test
  void theStreamsAreReadPageByPageBothWays() {
    for (int i = 0; i < 3; i++) {
      door.json("PUT", SHOP + i, "{}", "X-Request-Id", "put-" + i);
    }
    String audit = "/api/v1/audit?limit=1&subject=Application/demo/shop1";
    assertThat(door.get(audit).at("/items/0/cause")).isEqualTo("rest:put-1");
    assertThat(causes("", 2)).endsWith("rest:put-0", "rest:put-1", "rest:put-2");
    assertThat(causes("&newestFirst=true", 2)).startsWith("rest:put-2", "rest:put-1", "rest:put-0");
    assertThat(door.get("/api/v1/audit?until=2001-01-01T00:00:00Z").tree().get("items")).isEmpty();
    assertThat(door.get("/api/v1/events").status()).isEqualTo(200);
    assertThat(door.get("/api/v1/ledger").status()).isEqualTo(200);
  }

  private List<String> causes(String how, int limit) {
    List<String> causes = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = door.get("/api/v1/audit?limit=" + limit + how + after).tree();
      page.get("items").forEach(item -> causes.add(item.get("cause").asText()));
      after = page.has("next") ? "&after=" + page.get("next").asText() : "";
    } while (!after.isEmpty());
    return causes;
  }

  @Test
  void eachFunctionIsDescribedWithItsArgumentsAndItsAnswer() {
    JsonNode api = door.get("/api/v1/openapi.json").tree();
    JsonNode said = api.get("paths").get("/api/v1/applications/{tenant}/{name}/said").get("get");
    assertThat(said.get("summary").asText()).isEqualTo("What it said");
    JsonNode lines = said.at("/parameters/0");
    assertThat(lines.get("name").asText()).isEqualTo("lines");
    assertThat(lines.get("schema").toString())
        .isEqualTo("{\"default\":100,\"maximum\":10000,\"minimum\":1,\"type\":\"integer\"}");
    assertThat(said.at("/parameters/1/schema/maxLength").asInt()).isEqualTo(200);
    assertThat(said.at("/parameters/2/$ref").asText()).isEqualTo("#/components/parameters/follow");
    assertThat(said.at("/responses/200/content").has("text/event-stream")).isTrue();
    JsonNode answer = api.at("/components/schemas/ApplicationSaidAnswer");
    assertThat(answer.at("/properties/lines/items/type").asText()).isEqualTo("string");
    assertThat(answer.at("/properties/gap/type").asText()).isEqualTo("boolean");
    assertThat(answer.has("required")).isFalse();
    JsonNode plain = api.get("paths").get("/api/v1/applications/{tenant}/{name}/logs").get("get");
    assertThat(plain.get("parameters")).isEmpty();
    assertThat(plain.at("/responses/200/content").has("text/event-stream")).isFalse();
  }

  @Test
  void kindsSayTheirFunctions() {
    JsonNode kinds = door.get("/api/v1/kinds").tree().get("items");
    for (JsonNode kind : kinds) {
      assertThat(kind.get("functions"))
          .hasSize(kind.get("kind").asText().equals("Application") ? 2 : 0);
    }
    assertThat(kinds.findValue("functions")).isNotNull();
    door.absent.add("planner");
    assertThat(door.get("/api/v1/kinds").status()).isEqualTo(200);
    assertThat(door.get("/api/v1/openapi.json").status()).isEqualTo(200);
  }

  @Test
  void theInterfaceDescribesItself() {
    JsonNode kinds = door.get("/api/v1/kinds").tree().get("items");
    assertThat(kinds.findValuesAsText("plural")).contains("applications", "secrets", "sites");
    assertThat(kinds.at("/0/specSchema/type").asText()).isEqualTo("object");

    JsonNode api = door.get("/api/v1/openapi.json").tree();
    assertThat(api.get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(api.at("/paths/~1api~1v1~1kinds/get/operationId").asText())
        .isEqualTo("listKindDescriptors");
    String plan = "/paths/~1api~1v1~1plans~1{tenant}~1{name}/";
    assertThat(api.at(plan + "post/operationId").asText()).isEqualTo("storePlan");
    assertThat(api.at(plan + "get/operationId").asText()).isEqualTo("getPlan");
    assertThat(api.at("/components/schemas/ApplicationSpec/properties/size").isMissingNode())
        .isFalse();
    assertThat(api.toString()).doesNotContain("{KIND}").doesNotContain("{PLURAL}");
    List<String> ids = api.findValuesAsText("operationId");
    assertThat(ids).doesNotHaveDuplicates();
    for (String ref : api.findValuesAsText("$ref")) {
      if (ref.startsWith("#/components/")) {
        assertThat(api.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
      }
    }
  }

  @Test
  void everyOperationOfTheDescriptionIsServed() {
    JsonNode paths = door.get("/api/v1/openapi.json").tree().get("paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
                          if (List.of("GET", "PUT", "PATCH", "POST", "DELETE").contains(method)) {
                            String real = path.getKey().replaceAll("\\{[a-z]+}", "x");
                            Answer answer = door.call(method, real);
                            assertThat(answer.status())
                                .as(method + " " + real + ": " + answer.body())
                                .isNotEqualTo(405)
                                .isNotEqualTo(500);
                            assertThat(answer.body()).doesNotContain("nothing is served");
                          }
                        }));
  }

  @Test
  void healthNeedsNoLoginAndNamesTheTrouble() {
    assertThat(door.send(Asked.of("GET", "/health/live")).status()).isEqualTo(200);
    assertThat(door.send(Asked.of("GET", "/health/ready")).status()).isEqualTo(200);
    door.parts.add(part("store", () -> Optional.of("the disk is full")));
    door.parts.add(
        part(
            "wild",
            () -> {
              throw new IllegalStateException("an inner detail");
            }));
    Answer ready = door.send(Asked.of("GET", "/health/ready"));
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.header("retry-after")).isNotEmpty();
    assertThat(ready.at("/parts/0/trouble")).isEqualTo("the disk is full");
    assertThat(ready.at("/parts/1/ready")).isEqualTo("false");
    assertThat(ready.body()).doesNotContain("inner detail");
    assertThat(door.send(Asked.of("GET", "/health/live")).status()).isEqualTo(200);
  }

  private static Readiness part(String name, java.util.function.Supplier<Optional<String>> why) {
    return new Readiness() {
      @Override
      public String part() {
        return name;
      }

      @Override
      public Optional<String> trouble() {
        return why.get();
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "gate, GET, /api/v1/applications/demo/shop",
    "gate, GET, /api/v1/me",
    "planner, GET, /api/v1/applications/demo/shop/explain",
    "planner, POST, /api/v1/plan",
    "store, GET, /api/v1/watch",
    "store, GET, /api/v1/events"
  })
  void whileAServiceIsReplacedItAsksToComeAgain(String service, String method, String path) {
    door.json("PUT", SHOP, "{}");
    door.absent.add(service);
    Answer answer = method.equals("GET") ? door.get(path) : door.json(method, path, PUT_SHOP);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isNotEmpty();
    assertThat(answer.at("/detail")).contains(service);
    door.absent.clear();
    assertThat(door.get(SHOP).status()).isEqualTo(200);
  }
}
