package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is written may be tried first. */
class DryRunTest {

  private static final String APPS = "/api/v1/applications";
  private static final String SHOP = APPS + "/demo/shop";
  private static final String DRY = "?dryRun=true";

  @TempDir Path folder;
  private TestDoor door;
  private Answer before;
  private long revision;

  @BeforeEach
  void open() {
    door = new TestDoor(folder.resolve("state"));
    before = door.json("PUT", SHOP, "{\"spec\":{\"size\":1}}");
    revision = door.state.snapshot().revision();
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void nothingWasDone() {
    assertThat(door.state.snapshot().revision()).isEqualTo(revision);
    assertThat(door.get(SHOP).body()).isEqualTo(before.body());
  }

  private static void isTried(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers()).doesNotContainKeys("etag", "location");
  }

  @Test
  void whatAPutWouldMakeIsShown() {
    Answer changed = door.json("PUT", SHOP + DRY, "{\"spec\":{\"size\":2.50}}");
    isTried(changed, 200);
    assertThat(changed.body()).contains("\"size\":2.50").doesNotContain("revision");
    assertThat(changed.at("/uid")).isEqualTo(before.at("/uid"));
    assertThat(changed.at("/generation")).isEqualTo("2");
    Answer made = door.json("PUT", APPS + "/demo/new" + DRY, "{}");
    isTried(made, 201);
    assertThat(made.tree().has("uid")).isFalse();
    nothingWasDone();
    assertThat(door.get(APPS + "/demo/new").status()).isEqualTo(404);
  }

  @Test
  void soIsWhatAPatchAPostOrADeletionWould() {
    Answer patched = door.json("PATCH", SHOP + DRY, "{\"spec\":{\"note\":\"n\"}}");
    isTried(patched, 200);
    assertThat(patched.tree().get("spec")).hasToString("{\"note\":\"n\",\"size\":1}");
    Answer operated =
        door.json(
            "PATCH",
            SHOP + DRY,
            "[{\"op\":\"remove\",\"path\":\"/spec/size\"}]",
            "Content-Type",
            Bodies.JSON_PATCH);
    isTried(operated, 200);
    isTried(door.json("POST", APPS + DRY, "{\"name\":\"x\",\"tenant\":\"demo\"}"), 201);
    assertThat(door.json("POST", APPS + DRY, "{\"name\":\"shop\",\"tenant\":\"demo\"}").status())
        .isEqualTo(409);
    isTried(door.call("DELETE", SHOP + DRY), 204);
    nothingWasDone();
  }

  @Test
  void aDeletionThatWouldTakeAWhileIsShownAsSuch() {
    Ref ref = Ref.parse("Application/demo/shop");
    door.submit(new Change.Finalizer(ref, "cleaner", true));
    Answer deleted = door.call("DELETE", SHOP + DRY);
    isTried(deleted, 202);
    assertThat(deleted.at("/deleting")).isNotEmpty();
    assertThat(door.get(SHOP).tree().has("deleting")).isFalse();
  }

  @Test
  void aTransactionIsTriedAsAWhole() {
    String changes =
        "{\"changes\":[{\"put\":{\"kind\":\"Application\",\"tenant\":\"demo\",\"name\":\"a\"}},"
            + "{\"delete\":\"Application/demo/shop\"}]}";
    Answer tried = door.json("POST", "/api/v1/transactions" + DRY, changes);
    isTried(tried, 200);
    assertThat(tried.at("/items/0/resource/name")).isEqualTo("a");
    assertThat(tried.at("/items/1/gone")).isEqualTo("true");
    assertThat(tried.body()).doesNotContain("revision", "uid");
    nothingWasDone();
    String wrong = changes.replace("demo/shop", "demo/none");
    Answer refused = door.json("POST", "/api/v1/transactions" + DRY, wrong);
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/changes/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT    | {"spec":{"size":-1}}  | ada | x   | 422
          PUT    | {"spec":{"siez":1}}   | ada | x   | 422
          PUT    | {"name":"other"}      | ada | x   | 422
          PUT    | {"spec":              | ada | x   | 400
          PUT    | {}                    | eve | x   | 403
          PUT    | {}                    | uma | x   | 200
          PUT    | {}                    | ada | "7" | 412
          PATCH  | {}                    | ada | "7" | 412
          PATCH  | {"spec":{"size":-1}}  | ada | x   | 422
          PATCH  | {}                    | eve | x   | 403
          DELETE | {}                    | ada | "7" | 412
          DELETE | {}                    | eve | x   | 403
          """)
  void itIsRefusedAsInEarnest(String method, String body, String who, String match, int status) {
    String by =
        switch (who) {
          case "eve" -> TestDoor.EVE;
          case "uma" -> TestDoor.UMA;
          default -> TestDoor.ADA;
        };
    String[] headers =
        match.equals("x")
            ? new String[] {"Authorization", by, "X-Request-Id", "same"}
            : new String[] {"Authorization", by, "X-Request-Id", "same", "If-Match", match};
    Answer tried = door.json(method, SHOP + DRY, body, headers);
    assertThat(tried.status()).as(tried.body()).isEqualTo(status);
    // That it was refused is recorded, and so there is a new revision.
    assertThat(door.get(SHOP).body()).isEqualTo(before.body());
    if (status >= 400) {
      assertThat(door.json(method, SHOP, body, headers).body()).isEqualTo(tried.body());
    }
  }

  @Test
  void aQuotaCounts() {
    door.put(Ref.parse("Tenant/system/demo"), Doc.parse("{\"quota\":{\"Application\":1}}"));
    Answer refused = door.json("PUT", APPS + "/demo/second" + DRY, "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/detail")).contains("quota");
  }

  @Test
  void refusalsStandInTheAuditTrailAndTrialsDoNot() {
    door.json("PUT", SHOP + DRY, "{\"spec\":{\"size\":2}}", "X-Request-Id", "tried");
    door.json("PUT", SHOP + DRY, "{}", "Authorization", TestDoor.EVE, "X-Request-Id", "refused");
    JsonNode audit = door.get("/api/v1/audit").tree().get("items");
    assertThat(StreamSupport.stream(audit.spliterator(), false).map(l -> l.get("cause").asText()))
        .contains("rest:refused")
        .doesNotContain("rest:tried");
  }

  @Test
  void itIsATrialOrNoneAndOnlyWhereThatIsPossible() {
    assertThat(door.json("PUT", SHOP + "?dryRun=yes", "{}").status()).isEqualTo(422);
    assertThat(door.json("POST", SHOP + "/hold" + DRY, "{\"reason\":\"x\"}").status())
        .isEqualTo(422);
    nothingWasDone();
    assertThat(door.json("PUT", SHOP + "?dryRun=false", "{}").at("/generation")).isEqualTo("2");
  }
}
