package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Lists: selected, in pages that agree. */
class ListTest {

  private static final String LIST = "/api/v1/applications";

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

  private void application(String place, String body) {
    assertThat(door.json("PUT", LIST + "/" + place, body).status()).isEqualTo(201);
  }

  @Test
  void pagesOfOneListShowOneState() {
    for (int i = 0; i < 5; i++) {
      application("demo/a" + i, "{\"labels\":{\"n\":\"" + i + "\"}}");
    }
    Answer first = door.get(LIST + "?limit=2&labelSelector=n!=1");
    assertThat(first.names()).containsExactly("a0", "a2");
    application("demo/a25", "{}");
    door.json("PUT", LIST + "/demo/a4", "{\"labels\":{\"n\":\"1\"}}");
    door.call("DELETE", LIST + "/demo/a3");
    String rest = LIST + "?limit=9&labelSelector=n!=1&cursor=" + first.at("/next");
    Answer second = door.get(rest);
    assertThat(second.names()).containsExactly("a3", "a4");
    assertThat(second.tree().has("next")).isFalse();
    assertThat(second.at("/revision")).isEqualTo(first.at("/revision"));
    assertThat(door.get(rest).names()).isEqualTo(second.names());
    assertThat(door.get(LIST + "?labelSelector=n!=1").names()).containsExactly("a0", "a2", "a25");
  }

  @Test
  void aRevisionIsReadAsItStood() {
    for (int i = 0; i < 3; i++) {
      application("demo/a" + i, "{\"labels\":{\"n\":\"" + i + "\"}}");
    }
    String before = door.get(LIST).at("/revision");
    door.json("PUT", LIST + "/demo/a1", "{\"labels\":{\"n\":\"7\"}}");
    door.call("DELETE", LIST + "/demo/a2");
    application("demo/a3", "{}");

    String at = "at=" + before;
    Answer first = door.get(LIST + "?limit=2&" + at);
    assertThat(first.names()).containsExactly("a0", "a1");
    assertThat(first.at("/revision")).isEqualTo(before);
    assertThat(door.get(LIST + "?limit=2&" + at + "&cursor=" + first.at("/next")).names())
        .containsExactly("a2");
    assertThat(door.get(LIST + "?labelSelector=n=7").names()).containsExactly("a1");
    assertThat(door.get(LIST + "?labelSelector=n=7&" + at).names()).isEmpty();
    assertThat(door.get(LIST + "/demo/a1?" + at).at("/labels/n")).isEqualTo("1");
    assertThat(door.get(LIST + "/demo/a2?" + at).status()).isEqualTo(200);
    assertThat(door.get(LIST + "/demo/a3?" + at).status()).isEqualTo(404);
  }

  @Test
  void listsOfThePastGoOnWhateverOthersReadMeanwhile() {
    for (int i = 0; i < 3; i++) {
      application("demo/a" + i, "{}");
    }
    String before = "?limit=2&at=" + door.get(LIST).at("/revision");
    door.call("DELETE", LIST + "/demo/a2");
    application("demo/b", "{}");
    String after = "?limit=2&at=" + door.get(LIST).at("/revision");
    application("demo/c", "{}");
    Answer first = door.get(LIST + before);
    Answer second = door.get(LIST + after);
    assertThat(door.get(LIST + before + "&cursor=" + first.at("/next")).names())
        .containsExactly("a2");
    assertThat(door.get(LIST + after + "&cursor=" + second.at("/next")).names())
        .containsExactly("b");
  }

  @Test
  void aRevisionThatIsNotThereIsRefusedWithWhatIs() {
    application("demo/a", "{}");
    Answer future = door.get(LIST + "?at=999999");
    assertThat(future.status()).isEqualTo(422);
    assertThat(future.at("/detail")).contains("999999").contains("newest");
    assertThat(door.get(LIST + "/demo/a?at=-1").status()).isEqualTo(422);
    assertThat(door.get(LIST + "?at=1&watch=true").status()).isEqualTo(422);
    assertThat(door.get(LIST + "?at=1&cursor=" + "x").status()).isEqualTo(422);
  }

  @Test
  void aRevisionThatWasCompactedIsGone() throws Exception {
    application("demo/a", "{}");
    long oldest = door.state.snapshot().revision();
    SQLiteDataSource database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("state/hansa.db"));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE meta SET value = '%1$s', again = '%1$s' WHERE key = 'compacted'"
              .formatted(oldest));
    }
    application("demo/b", "{}");
    Answer gone = door.get(LIST + "?at=" + (oldest - 1));
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.at("/detail")).contains("oldest retained revision is " + oldest);
    assertThat(door.get(LIST + "/demo/a?at=" + (oldest - 1)).status()).isEqualTo(410);
    assertThat(door.get(LIST + "?at=" + oldest).names()).containsExactly("a");
  }

  @Test
  void everyResourceIsOnExactlyOnePageWhateverItsLength() {
    List<String> all = new ArrayList<>();
    for (String tenant : List.of("demo", "other")) {
      for (int i = 0; i < 7; i++) {
        application(tenant + "/a-" + tenant + i, "{}");
        all.add("a-" + tenant + i);
      }
    }
    for (int limit : new int[] {1, 2, 3, 5, 7, 13, 14, 15, 1000}) {
      List<String> seen = new ArrayList<>();
      String cursor = "";
      do {
        Answer page = door.get(LIST + "?limit=" + limit + cursor);
        assertThat(page.names()).hasSizeBetween(1, limit);
        seen.addAll(page.names());
        cursor = page.tree().has("next") ? "&cursor=" + page.at("/next") : "";
      } while (!cursor.isEmpty());
      assertThat(seen).as("limit " + limit).isEqualTo(all);
    }
  }

  @Test
  void aPageIsBoundedInBytesTooAndLosesNothing() {
    String large = "{\"note\":\"" + "x".repeat(1000) + "\"";
    StringBuilder spec = new StringBuilder("{");
    for (int i = 0; i < 900; i++) {
      spec.append(i == 0 ? "" : ",")
          .append("\"k")
          .append(i)
          .append("\":")
          .append(large)
          .append('}');
    }
    Doc doc = Doc.parse(spec.append('}').toString());
    // Larger than a user may write: the bound is on what one answer costs, not on what is there.
    List<org.hansa.core.api.Resource> puts = new ArrayList<>();
    for (int i = 10; i < 22; i++) {
      puts.add(door.put(Ref.parse("Application/demo/b" + i), Doc.EMPTY).withStatus(doc));
    }
    door.state.transact(
        s ->
            new org.hansa.core.api.store.Transaction(
                puts, List.of(), List.of(), java.util.Map.of()));
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = door.get(LIST + cursor);
      assertThat(page.names()).hasSizeBetween(1, 11);
      seen.addAll(page.names());
      cursor = page.tree().has("next") ? "?cursor=" + page.at("/next") : "";
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void listsAreSelectedByLabelFieldAndTenant() {
    application("demo/a", "{\"labels\":{\"k\":\"v\"},\"spec\":{\"site\":\"x\",\"size\":2}}");
    application("other/b", "{\"spec\":{\"site\":\"x\"}}");
    application("demo/c", "{\"spec\":{\"site\":\"y\"}}");
    assertThat(door.get(LIST + "?fieldSelector=/spec/site=x").names()).containsExactly("a", "b");
    assertThat(door.get(LIST + "?fieldSelector=%2Fspec%2Fsite!%3Dx").names()).containsExactly("c");
    assertThat(door.get(LIST + "?fieldSelector=/spec/size=2,/spec/site=x").names())
        .containsExactly("a");
    assertThat(door.get(LIST + "?labelSelector=k=v").names()).containsExactly("a");
    assertThat(door.get(LIST + "?tenant=other").names()).containsExactly("b");
    assertThat(door.get(LIST + "?tenant=nobody").names()).isEmpty();
  }

  @Test
  void aCursorIsOfItsListAndItsCaller() {
    application("demo/a", "{}");
    application("demo/b", "{}");
    application("demo/c", "{}");
    String cursor = door.get(LIST + "?limit=1").at("/next");
    assertThat(door.get("/api/v1/sites?cursor=" + cursor).status()).isEqualTo(422);
    assertThat(door.get(LIST + "?tenant=demo&cursor=" + cursor).status()).isEqualTo(422);
    Answer bobs = door.get(LIST + "?cursor=" + cursor, "Authorization", TestDoor.BOB);
    assertThat(bobs.status()).isEqualTo(410);
  }

  @Test
  void whoBeginsManyListsPushesOutOnlyHisOwn() {
    application("demo/a", "{}");
    application("demo/b", "{}");
    Answer adas = door.get(LIST + "?limit=1");
    String first = "";
    for (int i = 0; i < 80; i++) {
      door.json("PUT", LIST + "/demo/a", "{\"spec\":{\"size\":" + i + "}}");
      String next = door.get(LIST + "?limit=1", "Authorization", TestDoor.BOB).at("/next");
      first = first.isEmpty() ? next : first;
    }
    assertThat(door.get(LIST + "?cursor=" + first, "Authorization", TestDoor.BOB).status())
        .isEqualTo(410);
    assertThat(door.get(LIST + "?cursor=" + adas.at("/next")).names()).containsExactly("b");
  }
}
