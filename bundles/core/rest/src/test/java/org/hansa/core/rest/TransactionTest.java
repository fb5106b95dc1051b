package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collections;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several resources at once: all of them change, or none, and the answer says which was wrong. */
class TransactionTest {

  private static final String PATH = "/api/v1/transactions";

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

  private Answer commit(String who, String... changes) {
    String body = "{\"changes\":[" + String.join(",", changes) + "]}";
    return door.json("POST", PATH, body, "Authorization", who);
  }

  private static String put(String place, String more) {
    String[] words = place.split("/", -1);
    return "{\"put\":{\"kind\":\"Application\",\"tenant\":\"%s\",\"name\":\"%s\"%s"
        .formatted(words[0], words[1], more);
  }

  private static String delete(String place, String more) {
    return "{\"delete\":\"Application/" + place + "\"" + more + "}";
  }

  private long revision(String name) {
    return door.state
        .snapshot()
        .get(Ref.parse("Application/demo/" + name))
        .map(r -> r.revision())
        .orElse(-1L);
  }

  private void stands(String name) {
    door.put(Ref.parse("Application/demo/" + name), Doc.EMPTY);
  }

  @Test
  void putsAndDeletesOfOneTransactionShareItsRevision() {
    stands("old");
    Answer answer =
        commit(
            TestDoor.BOB,
            put("demo/a", ",\"spec\":{\"size\":1}},\"revision\":0}"),
            put("demo/b", "}}"),
            delete("demo/old", ",\"revision\":" + revision("old")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.at("/items/0/ref")).isEqualTo("Application/demo/a");
    assertThat(answer.at("/items/0/uid")).isNotEmpty();
    assertThat(answer.at("/items/2/gone")).isEqualTo("true");
    assertThat(revision("a")).isEqualTo(revision("b"));
    assertThat(revision("old")).isEqualTo(-1);
    assertThat(answer.at("/revision")).isEqualTo(Long.toString(revision("a")));
    assertThat(answer.at("/items/1/revision")).isEqualTo(Long.toString(revision("b")));
  }

  @Test
  void whoPrefersItShortIsToldTheRevisionAlone() {
    String body = "{\"changes\":[" + put("demo/a", "}}") + "]}";
    Answer answer =
        door.json("POST", PATH, body, "Authorization", TestDoor.BOB, "Prefer", "return=minimal");
    assertThat(answer.body()).isEqualTo("{\"revision\":" + revision("a") + "}");
  }

  @Test
  void ifOneIsRefusedNoneChangesAnythingAndItIsNamed() {
    stands("a");
    long before = door.state.snapshot().revision();
    Answer stale =
        commit(TestDoor.BOB, put("demo/b", "}}"), put("demo/a", "},\"revision\":" + 1 + "}"));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.at("/detail")).startsWith("change 1: Application/demo/a is at revision");
    assertThat(stale.at("/errors/0/pointer")).isEqualTo("/changes/1");
    assertThat(revision("b")).isEqualTo(-1);

    Answer misfit =
        commit(TestDoor.BOB, put("demo/b", "}}"), put("demo/c", ",\"spec\":{\"size\":-1}}}"));
    assertThat(misfit.status()).isEqualTo(422);
    assertThat(misfit.at("/errors/0/pointer")).isEqualTo("/changes/1/put/spec/size");

    Answer others = commit(TestDoor.BOB, put("demo/b", "}}"), put("other/x", "}}"));
    assertThat(others.status()).isEqualTo(403);
    assertThat(others.at("/errors/0/pointer")).isEqualTo("/changes/1");
    assertThat(commit(TestDoor.BOB, put("demo/b", "}}"), delete("demo/no", "")).status())
        .isEqualTo(404);
    assertThat(revision("b")).isEqualTo(-1);
    assertThat(door.state.snapshot().list("Application").map(r -> r.revision()))
        .allMatch(revision -> revision <= before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"changes":[]}                                                | /changes
          {"changes":{}}                                                | /changes
          {}                                                            | /changes
          {"change":[{"delete":"Application/demo/a"}]}                  | 'changes'
          {"changes":[{"delete":"Application/demo/a"},7]}               | change 1
          {"changes":[{"delete":"Application/demo/a","put":{}}]}        | change 0
          {"changes":[{"delete":7}]}                                    | change 0
          {"changes":[{"delete":"Application/demo/a","revision":-1}]}   | change 0
          {"changes":[{"delete":"Application/demo/a","revision":1.5}]}  | change 0
          {"changes":[{"delete":"Application/demo/a","revision":null}]} | change 0
          {"changes":[{"delete":"Application/demo/a","revisoin":1}]}    | 'revision'
          {"changes":[{"put":{"kind":"Application"}}]}                  | change 0
          {"changes":[{"put":[]}]}                                      | change 0
          {"changes":[{"delete":"Application/demo/a"},{"delete":"Application/demo/a"}]} | change 1
          """)
  void whatIsNoTransactionIsSaidSo(String body, String says) {
    Answer answer = door.json("POST", PATH, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.at("/detail") + answer.at("/cure")).contains(says);
  }

  @Test
  void tooMuchIsRefusedWhole() {
    String many = String.join(",", Collections.nCopies(ChangeList.MOST + 1, delete("demo/a", "")));
    assertThat(commit(TestDoor.BOB, many).status()).isEqualTo(422);
    String large = ",\"spec\":{\"note\":\"" + "x".repeat(900_000) + "\"}}}";
    Answer over =
        commit(
            TestDoor.BOB,
            put("demo/a", large),
            put("demo/b", large),
            put("demo/c", large),
            put("demo/d", large),
            put("demo/e", large));
    assertThat(over.status()).isEqualTo(413);
  }

  @Test
  void eachTenantsAuditHasItsOwnPartAlone() {
    commit(TestDoor.ADA, put("demo/a", "}}"), put("other/x", "}}"), put("demo/b", "}}"));
    JsonNode demos =
        door.get("/api/v1/audit?subject=Application/demo/a", "Authorization", TestDoor.OLAF).tree();
    assertThat(demos.at("/items/0/body/changes").findValuesAsText("ref"))
        .containsExactly("Application/demo/a", "Application/demo/b");
    JsonNode others = door.get("/api/v1/audit?subject=Application/other/x").tree();
    assertThat(others.at("/items/0/body/changes").findValuesAsText("ref"))
        .containsExactly("Application/other/x");
    Answer all = door.get("/api/v1/audit", "Authorization", TestDoor.OLAF);
    assertThat(all.body()).contains("Application/demo/b").doesNotContain("/other/");
  }

  @Test
  void theRefusedChangesTenantHasTheRefusal() {
    commit(TestDoor.BOB, put("demo/a", "}}"), put("other/x", "}}"));
    Answer demos = door.get("/api/v1/audit", "Authorization", TestDoor.OLAF);
    assertThat(demos.body()).doesNotContain("/other/");
    Answer others = door.get("/api/v1/audit?subject=Application/other/x");
    assertThat(others.body()).contains("refused", "user:bob@demo").doesNotContain("demo/a");
  }
}
