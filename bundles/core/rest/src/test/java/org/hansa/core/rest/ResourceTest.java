package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One resource: made, read, changed, conditionally, and deleted. */
class ResourceTest {

  private static final String SHOP = "/api/v1/applications/demo/shop";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder.resolve("state"));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void anApplicationLives() {
    Answer made = door.json("PUT", SHOP, "{\"spec\":{\"size\":1.50}}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("location")).isEqualTo(SHOP);
    assertThat(made.header("etag")).isEqualTo("\"" + made.at("/revision") + "\"");

    Answer read = door.get(SHOP);
    assertThat(read.body()).contains("\"size\":1.50").isEqualTo(made.body());
    assertThat(read.header("cache-control")).isEqualTo("no-store");
    assertThat(read.header("x-content-type-options")).isEqualTo("nosniff");

    Answer same = door.json("PUT", SHOP, read.body());
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.header("etag")).isEqualTo(made.header("etag"));

    assertThat(door.call("DELETE", SHOP).status()).isEqualTo(204);
    assertThat(door.get(SHOP).status()).isEqualTo(404);
  }

  @Test
  void aMergePatchSetsReplacesAndTakesAway() {
    door.json(
        "PUT", SHOP, "{\"labels\":{\"a\":\"1\",\"b\":\"2\"},\"spec\":{\"size\":1,\"site\":\"x\"}}");
    String patch = "{\"labels\":{\"a\":null,\"c\":\"3\"},\"spec\":{\"size\":null,\"note\":\"n\"}}";
    Answer patched =
        door.json("PATCH", SHOP, patch, "Content-Type", "application/merge-patch+json");
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.tree().get("spec")).hasToString("{\"note\":\"n\",\"site\":\"x\"}");
    assertThat(patched.tree().get("labels")).hasToString("{\"b\":\"2\",\"c\":\"3\"}");
    assertThat(patched.at("/generation")).isEqualTo("2");
    assertThat(door.get(SHOP).body()).isEqualTo(patched.body());
  }

  /** Who writes much and knows what it wrote need not be sent it back (RFC 7240). */
  @Test
  void answersAreShortForWhoPrefersThat() {
    String[] minimal = {"Prefer", "wait=1, Return = \"minimal\"; of=it"};
    Answer made = door.json("PUT", SHOP + "-2", "{\"spec\":{\"size\":1}}", minimal);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body()).isEmpty();
    assertThat(made.header("location")).isEqualTo(SHOP + "-2");
    assertThat(made.header("preference-applied")).isEqualTo("return=minimal");
    Answer changed = door.json("PUT", SHOP + "-2", "{\"spec\":{\"size\":2}}", minimal);
    assertThat(changed.status()).isEqualTo(204);
    assertThat(changed.body()).isEmpty();
    Answer read = door.get(SHOP + "-2");
    assertThat(read.header("etag")).isEqualTo(changed.header("etag"));
    assertThat(read.at("/spec/size")).isEqualTo("2");
    Answer whole = door.json("PUT", SHOP + "-2", "{}", "Prefer", "return=representation");
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.headers()).doesNotContainKey("preference-applied");
    assertThat(door.json("PUT", SHOP + "-2", "{\"spec\":7}", minimal).status()).isEqualTo(422);
  }

  @Test
  void patchesOfManyAtOnceAllCount() throws InterruptedException {
    door.json("PUT", SHOP, "{}");
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String mine = "w" + i;
      writers.add(
          new Thread(
              () -> {
                for (int n = 0; n < 8; n++) {
                  door.json("PATCH", SHOP, "{\"labels\":{\"" + mine + "-" + n + "\":\"x\"}}");
                }
              }));
    }
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(door.get(SHOP).tree().get("labels")).hasSize(32);
  }

  @Test
  void whatStillCleansUpIsAcceptedForDeletionAndShown() {
    door.json("PUT", SHOP, "{}");
    Ref ref = Ref.parse("Application/demo/shop");
    door.submit(new Change.Finalizer(ref, "cleaner", true));
    Answer deleting = door.call("DELETE", SHOP);
    assertThat(deleting.status()).isEqualTo(202);
    assertThat(deleting.at("/deleting")).isNotEmpty();
    door.submit(new Change.Finalizer(ref, "cleaner", false));
    assertThat(door.get(SHOP).status()).isEqualTo(404);
  }

  @Test
  void postMakesAndSaysWhere() {
    String body = "{\"name\":\"shop\",\"tenant\":\"demo\",\"spec\":{}}";
    Answer made = door.json("POST", "/api/v1/applications", body);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("location")).isEqualTo(SHOP);
    assertThat(door.json("POST", "/api/v1/applications", body).status()).isEqualTo(409);
    Answer home =
        door.json(
            "POST", "/api/v1/applications", "{\"name\":\"b\"}", "Authorization", TestDoor.BOB);
    assertThat(home.header("location")).isEqualTo("/api/v1/applications/demo/b");
  }

  @Test
  void theConditionsOfHttpHold() {
    assertThat(door.json("PUT", SHOP, "{}", "If-Match", "*").status()).isEqualTo(412);
    Answer made = door.json("PUT", SHOP, "{}", "If-None-Match", "*");
    assertThat(made.status()).isEqualTo(201);
    assertThat(door.json("PUT", SHOP, "{}", "If-None-Match", "*").status()).isEqualTo(412);

    String tag = made.header("etag");
    Answer known = door.get(SHOP, "If-None-Match", tag);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(door.get(SHOP, "If-None-Match", "\"7777\"").status()).isEqualTo(200);

    String next = "{\"spec\":{\"size\":1}}";
    Answer changed = door.json("PUT", SHOP, next, "If-Match", "\"7777\", " + tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("etag")).isNotEqualTo(tag);

    assertThat(door.json("PUT", SHOP, "{}", "If-Match", tag).status()).isEqualTo(412);
    assertThat(door.json("PATCH", SHOP, "{}", "If-Match", tag).status()).isEqualTo(412);
    assertThat(door.call("DELETE", SHOP, "If-Match", tag).status()).isEqualTo(412);
    assertThat(door.get(SHOP).tree().at("/spec/size").decimalValue()).isEqualTo("1");
    assertThat(door.call("DELETE", SHOP, "If-Match", changed.header("etag")).status())
        .isEqualTo(204);
  }

  @Test
  void aRequestsIdComesBackAndStandsInTheAuditTrail() {
    Answer made = door.json("PUT", SHOP, "{}", "X-Request-Id", "my-id.7");
    assertThat(made.header("x-request-id")).isEqualTo("my-id.7");
    JsonNode audit = door.get("/api/v1/audit?subject=Application/demo/shop").tree().get("items");
    assertThat(StreamSupport.stream(audit.spliterator(), false))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("cause").asText()).isEqualTo("rest:my-id.7");
              assertThat(line.get("actor").asText()).isEqualTo("user:ada");
            });
  }

  @Test
  void anIdThatCouldForgeALogLineIsReplaced() {
    Answer answer = door.get("/api/v1/me", "X-Request-Id", "x y;<b>");
    assertThat(answer.header("x-request-id")).matches("[0-9a-f]{24}");
    assertThat(door.get("/api/v1/me", "X-Request-Id", "a".repeat(65)).header("x-request-id"))
        .hasSize(24);
  }

  @Test
  void aTokenLogsInAsWell() {
    Answer me = door.get("/api/v1/me", "Authorization", "Bearer " + TestDoor.TOKEN);
    assertThat(me.at("/name")).isEqualTo("user:ada");
    assertThat(me.tree().get("roles")).hasSize(5);
    assertThat(me.tree().size()).isEqualTo(3);
    assertThat(me.headers()).doesNotContainKey("set-cookie");
  }

  @Test
  void headSaysWhatGetWouldWithoutTheBody() {
    door.json("PUT", SHOP, "{}");
    Answer head = door.call("HEAD", SHOP);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("etag")).isEqualTo(door.get(SHOP).header("etag"));
    assertThat(head.body()).isEmpty();
    assertThat(door.call("HEAD", SHOP + "s").status()).isEqualTo(404);
  }

  @Test
  void secretValuesGoInAndNeverOut() {
    door.json("PUT", "/api/v1/secrets/demo/s", "{\"spec\":{\"description\":\"of the shop\"}}");
    Answer set =
        door.json("PUT", "/api/v1/secrets/demo/s/values", "{\"password\":\"hunter2-geheim\"}");
    assertThat(set.status()).isEqualTo(204);
    assertThat(set.body()).isEmpty();
    assertThat(door.real.reveal(Ref.parse("Secret/demo/s")))
        .containsExactly(java.util.Map.entry("password", "hunter2-geheim"));
    Answer shown = door.get("/api/v1/secrets/demo/s");
    assertThat(shown.tree().at("/status/keys")).hasToString("[\"password\"]");
    for (String path : new String[] {"/secrets/demo/s", "/secrets", "/audit", "/events"}) {
      assertThat(door.get("/api/v1" + path).body()).doesNotContain("hunter2");
    }
  }

  @Test
  void whoeverChangesHisPasswordLogsInWithTheNewOne() {
    Answer set =
        door.json(
            "PUT",
            "/api/v1/accounts/demo/bob/values",
            "{\"password\":\"a new secret\"}",
            "Authorization",
            TestDoor.BOB);
    assertThat(set.status()).isEqualTo(204);
    assertThat(door.get("/api/v1/me", "Authorization", TestDoor.BOB).status()).isEqualTo(401);
    String fresh = TestDoor.basic("bob@demo:a new secret");
    assertThat(door.get("/api/v1/me", "Authorization", fresh).at("/tenant")).isEqualTo("demo");
  }
}
