package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind of the catalogue at the same paths as any other. */
class CatalogueTest {

  /** Of this name, because the built-in roles know it. */
  private static final Kind ALARM =
      new Kind(
          "Alarm",
          "alarms",
          1,
          "org.hansa.test",
          TestKinds.Spec.class,
          TestKinds.Status.class,
          Kind.Writer.USERS,
          "Many of them",
          List.of(),
          Kind.Data.CATALOGUE);

  private static final String LIST = "/api/v1/alarms";
  private static final String ONE = LIST + "/demo/pump";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder.resolve("state"));
    door.real.addKinds(() -> List.of(ALARM));
  }

  @AfterEach
  void close() {
    door.close();
  }

  private int put(String place, String note, String label) {
    String body = "{\"labels\":{\"n\":\"" + label + "\"},\"spec\":{\"note\":\"" + note + "\"}}";
    return door.json("PUT", LIST + "/" + place, body).status();
  }

  @Test
  void oneIsMadeReadChangedAndDeletedAndIsInNoSnapshot() {
    assertThat(put("demo/pump", "A pump", "1")).isEqualTo(201);
    Answer made = door.get(ONE);
    assertThat(made.at("/spec/note")).isEqualTo("A pump");
    assertThat(door.state.snapshot().list("Alarm")).isEmpty();

    assertThat(put("demo/pump", "Two pumps", "1")).isEqualTo(200);
    Answer changed = door.get(ONE);
    assertThat(changed.at("/uid")).isEqualTo(made.at("/uid"));
    assertThat(changed.at("/generation")).isEqualTo("2");
    String stale = "{\"spec\":{\"note\":\"three\"}}";
    assertThat(door.json("PUT", ONE, stale, "If-Match", made.header("etag")).status())
        .isEqualTo(412);
    assertThat(
            door.json("POST", LIST, "{\"kind\":\"Alarm\",\"tenant\":\"demo\",\"name\":\"pump\"}"))
        .extracting(Answer::status)
        .isEqualTo(409);
    assertThat(door.json("PUT", ONE, "{\"spec\":{\"note\":7}}").status()).isEqualTo(422);

    assertThat(door.call("DELETE", ONE).status()).isEqualTo(204);
    assertThat(door.get(ONE).status()).isEqualTo(404);
    assertThat(audited()).containsExactly("create", "change", "remove");
  }

  private List<String> audited() {
    List<String> ops = new ArrayList<>();
    Store.Page page = door.state.entries(Store.Query.all(Entry.AUDIT, 0, 1000));
    page.entries().stream()
        .map(Store.Numbered::entry)
        .filter(e -> e.subject().equals(java.util.Optional.of(Ref.parse("Alarm/demo/pump"))))
        .forEach(e -> e.body().at("/changes/0/op").ifPresent(op -> ops.add(op.asText())));
    return ops;
  }

  @Test
  void theyAreListedAndSearchedInPagesOfWhatTheCallerMaySee() {
    door.put(Ref.parse("Tenant/system/aaa"), Doc.EMPTY);
    for (String tenant : List.of("aaa", "demo", "other")) {
      for (int i = 0; i < 5; i++) {
        assertThat(put(tenant + "/n" + i, "A Pump of " + tenant + i, "" + i % 2)).isEqualTo(201);
      }
    }
    assertThat(door.get(LIST).names()).hasSize(15);
    assertThat(paged("?limit=2&tenant=demo", TestDoor.ADA))
        .containsExactly("n0", "n1", "n2", "n3", "n4");
    assertThat(paged("?limit=1&labelSelector=n=1", TestDoor.BOB)).containsExactly("n1", "n3");
    assertThat(paged("?limit=2&search=pump", TestDoor.BOB)).hasSize(5);
    assertThat(paged("?search=DEMO3", TestDoor.ADA)).containsExactly("n3");
    assertThat(paged("?search=demo3", TestDoor.EVE)).isEmpty();
    assertThat(paged("", TestDoor.EVE)).hasSize(5);
  }

  private List<String> paged(String query, String who) {
    List<String> names = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = door.send(Asked.of("GET", LIST + query + cursor).by(who));
      assertThat(page.status()).isEqualTo(200);
      names.addAll(page.names());
      cursor =
          page.tree().has("next")
              ? (query.isEmpty() ? "?" : "&") + "cursor=" + page.at("/next")
              : "";
    } while (!cursor.isEmpty());
    return names;
  }

  @Test
  void whatItCannotIsRefusedAndSaysSo() {
    assertThat(put("demo/pump", "A pump", "1")).isEqualTo(201);
    for (String query :
        List.of(
            "?at=1",
            "?watch=true",
            "?fieldSelector=/spec/note=x",
            "?labelSelector=n!=1",
            "?search=--")) {
      Answer refused = door.get(LIST + query);
      assertThat(refused.status()).as(query).isEqualTo(422);
    }
    assertThat(door.get(ONE + "?at=1").at("/detail")).contains("catalogue");
    assertThat(door.get("/api/v1/sites?search=x").at("/detail")).contains("catalogue");
    assertThat(door.send(Asked.of("GET", ONE).by(TestDoor.EVE)).status()).isEqualTo(403);
  }
}
