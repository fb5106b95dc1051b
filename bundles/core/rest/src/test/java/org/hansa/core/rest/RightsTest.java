package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may what, over the wire: demo's people and demo's and others' things. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {

  private TestDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new TestDoor(folder.resolve("state"));
    for (String tenant : new String[] {"demo", "other"}) {
      door.put(new Ref("Application", tenant, "app"), Doc.EMPTY);
      door.put(new Ref("Secret", tenant, "secret"), Doc.EMPTY);
      door.put(new Ref("Plan", tenant, "plan"), Doc.parse("{\"put\":[],\"delete\":[]}"));
    }
    door.put(Ref.parse("Site/system/site"), Doc.EMPTY);
  }

  @AfterAll
  void close() {
    door.close();
  }

  private static String who(String name) {
    return switch (name) {
      case "bob" -> TestDoor.BOB;
      case "uma" -> TestDoor.UMA;
      case "eve" -> TestDoor.EVE;
      case "olaf" -> TestDoor.OLAF;
      default -> TestDoor.ADA;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ada  | GET    | applications/other/app           | 200
          bob  | GET    | applications/demo/app            | 200
          bob  | GET    | applications/other/app           | 403
          bob  | GET    | applications/other/absent        | 403
          bob  | GET    | applications/demo/absent         | 404
          bob  | GET    | applications?tenant=other        | 403
          bob  | GET    | applications/other/app/explain   | 403
          bob  | GET    | applications/other/app/logs      | 403
          bob  | PUT    | applications/other/app           | 403
          bob  | PATCH  | applications/other/app           | 403
          bob  | DELETE | applications/other/app           | 403
          bob  | POST   | applications/other/app/hold      | 403
          bob  | POST   | applications/other/app/retry     | 403
          bob  | POST   | plans/other/plan/apply           | 403
          bob  | PUT    | secrets/other/secret/values      | 403
          bob  | PUT    | accounts/system/ada/values       | 403
          bob  | GET    | sites/system/site                | 200
          bob  | PUT    | sites/system/site                | 403
          bob  | GET    | accounts/demo/uma                | 403
          bob  | PUT    | accounts/demo/mine               | 403
          bob  | GET    | audit                            | 403
          bob  | GET    | ledger                           | 403
          bob  | GET    | events                           | 200
          bob  | GET    | events?subject=Application/other/app | 403
          uma  | GET    | applications/demo/app            | 200
          uma  | DELETE | applications/demo/app            | 403
          uma  | POST   | applications/demo/app/hold       | 403
          uma  | GET    | secrets/demo/secret              | 403
          eve  | GET    | applications/demo/app            | 403
          olaf | GET    | secrets/demo/secret              | 200
          olaf | GET    | audit                            | 200
          olaf | PUT    | applications/demo/app            | 403
          olaf | POST   | blobs                            | 403
          ada  | PUT    | kinds/system/application         | 403
          ada  | PUT    | reservations/demo/mine           | 403
          """)
  void itIs(String name, String method, String path, int status) {
    String body = path.endsWith("hold") ? "{\"reason\":\"r\"}" : "{}";
    String type = path.equals("blobs") ? "application/octet-stream" : "application/json";
    Asked asked = Asked.of(method, "/api/v1/" + path).by(who(name));
    Answer answer =
        door.send(method.equals("GET") ? asked : asked.or("Content-Type", type).body(body));
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(door.state.snapshot().get(Ref.parse("Application/other/app"))).isPresent();
    assertThat(door.state.snapshot().get(Ref.parse("Application/demo/app"))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          uma  | DELETE | applications/demo/app                | DELETE Application demo
          uma  | GET    | secrets/demo/secret                  | READ Secret demo
          bob  | GET    | applications/other/absent            | READ Application other
          bob  | GET    | applications?tenant=other            | READ Application other
          bob  | GET    | events?subject=Application/other/app | READ Event other
          bob  | GET    | metrics                              | READ Metrics system
          bob  | GET    | backups                              | READ Backup system
          """)
  void programsAreToldWhichRightIsMissing(String name, String method, String path, String right) {
    Answer answer = door.send(Asked.of(method, "/api/v1/" + path).by(who(name)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.at("/missing/verb") + " " + answer.at("/missing/kind"))
        .isEqualTo(right.substring(0, right.lastIndexOf(' ')));
    assertThat(answer.at("/missing/tenant")).isEqualTo(right.substring(right.lastIndexOf(' ') + 1));
    assertThat(answer.tree().at("/missing").has("site")).isFalse();
  }

  @Test
  void ofSeveralChangesTheOneThatIsRefusedNamesItsRight() {
    Answer answer =
        door.send(
            Asked.of("POST", "/api/v1/transactions")
                .by(TestDoor.UMA)
                .or("Content-Type", "application/json")
                .body("{\"changes\":[{\"delete\":\"Application/demo/app\"}]}"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.at("/detail")).startsWith("change 0: ");
    assertThat(answer.at("/missing/verb")).isEqualTo("DELETE");
  }

  @Test
  void whatNoRightAllowsNamesNone() {
    Answer refused = door.json("PUT", "/api/v1/reservations/demo/mine", "{}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.tree().has("missing")).isFalse();
    assertThat(door.get("/api/v1/applications/demo/absent").tree().has("missing")).isFalse();
  }

  @Test
  void listsHoldOnlyOnesOwn() {
    String list = "/api/v1/applications";
    assertThat(door.get(list).names()).hasSize(2);
    Answer bobs = door.get(list, "Authorization", TestDoor.BOB);
    assertThat(bobs.tree().findValuesAsText("tenant")).containsExactly("demo");
    assertThat(door.get("/api/v1/accounts", "Authorization", TestDoor.UMA).names()).isEmpty();
  }

  @Test
  void whatTheGateSaysOfRightsIsWhatHappens() {
    String can = "/api/v1/me/can-i?verb=read&kind=secret";
    assertThat(door.get(can, "Authorization", TestDoor.BOB).at("/allowed")).isEqualTo("true");
    assertThat(door.get(can, "Authorization", TestDoor.UMA).at("/allowed")).isEqualTo("false");
    assertThat(door.get(can + "&tenant=other", "Authorization", TestDoor.BOB).at("/allowed"))
        .isEqualTo("false");
    assertThat(door.get("/api/v1/me/can-i?verb=read&kind=Audit").at("/allowed")).isEqualTo("true");
  }

  @Test
  void whoMayIsTold() {
    String who = "/api/v1/who-can?verb=write&kind=application&tenant=demo";
    assertThat(door.get(who).names()).containsExactly("user:bob@demo", "user:uma@demo", "user:ada");
    // Whom he may not see he is not told of, and that he sees nobody.
    assertThat(door.get(who, "Authorization", TestDoor.OLAF).names())
        .containsExactly("user:bob@demo", "user:uma@demo");
    assertThat(door.get(who, "Authorization", TestDoor.BOB).status()).isEqualTo(403);
  }

  @Test
  void aTenantIsMadeUsedLimitedSharedAndSuspended() {
    assertThat(door.json("PUT", "/api/v1/applications/new/a", "{\"spec\":{}}").status())
        .isEqualTo(409);
    assertThat(
            door.json("PUT", "/api/v1/tenants/system/new", "{\"spec\":{\"quota\":{\"cpu\":2}}}")
                .status())
        .isEqualTo(201);
    assertThat(door.json("PUT", "/api/v1/applications/new/a", "{\"spec\":{}}").status())
        .isEqualTo(201);
    assertThat(door.get("/api/v1/tenants", "Authorization", TestDoor.EVE).names())
        .containsExactly("other");
    String grant =
        "{\"spec\":{\"to\":\"other\",\"rights\":[{\"kinds\":[\"Application\"],\"verbs\":[\"READ\"]}]}}";
    String app = "/api/v1/applications/demo/app";
    assertThat(door.get(app, "Authorization", TestDoor.EVE).status()).isEqualTo(403);
    assertThat(
            door.json("PUT", "/api/v1/grants/demo/eve", grant, "Authorization", TestDoor.BOB)
                .status())
        .isEqualTo(201);
    assertThat(door.get(app, "Authorization", TestDoor.EVE).status()).isEqualTo(200);
    assertThat(
            door.json("PUT", "/api/v1/tenants/system/other", "{\"spec\":{\"suspended\":true}}")
                .status())
        .isEqualTo(200);
    Answer out = door.get(app, "Authorization", TestDoor.EVE);
    assertThat(out.status()).isEqualTo(403);
    assertThat(out.body()).contains("other is suspended");
  }

  @Test
  void inAStreamOfOthersOnesOwnIsFoundAndTheCursorGoesOn() {
    for (int i = 0; i < 30; i++) {
      door.json("PUT", "/api/v1/applications/other/app", "{\"spec\":{\"size\":" + i + "}}");
    }
    door.json("PUT", "/api/v1/applications/demo/app", "{\"spec\":{\"size\":1}}");
    door.json("PUT", "/api/v1/applications/demo/app", "{\"spec\":{\"size\":2}}");
    String audit = "/api/v1/audit?limit=1&newestFirst=true";
    Answer last = door.get(audit, "Authorization", TestDoor.OLAF);
    assertThat(last.at("/items/0/subject")).isEqualTo("Application/demo/app");
    String rest = audit + "&after=" + last.at("/next");
    Answer before = door.get(rest, "Authorization", TestDoor.OLAF);
    assertThat(before.at("/items/0/subject")).isEqualTo("Application/demo/app");
    assertThat(before.at("/items/0/number")).isNotEqualTo(last.at("/items/0/number"));
    Answer all = door.get("/api/v1/audit", "Authorization", TestDoor.OLAF);
    assertThat(all.body()).contains("/demo/").doesNotContain("/other/", "/system/");
    assertThat(all.tree().has("next")).isFalse();
  }

  @Test
  void refusalsAreRecorded() {
    door.get("/api/v1/accounts/system/ada", "Authorization", TestDoor.EVE);
    assertThat(door.get("/api/v1/audit").body()).contains("user:eve@other", "refused");
  }
}
