package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.hansa.core.api.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupDoorTest {

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void theOperatorMakesAndListsThem() {
    Answer made = door.json("POST", "/api/v1/backups", "{\"name\":\"first\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.at("/name")).isEqualTo("first");
    assertThat(made.at("/revision")).isEqualTo("7");
    assertThat(made.at("/counts/blobs")).isEqualTo("1");
    assertThat(door.backups.by).containsExactly("user:ada");
    assertThat(door.json("POST", "/api/v1/backups", "{}").status()).isEqualTo(201);
    assertThat(door.json("POST", "/api/v1/backups", "{\"name\":\"first\"}").status())
        .isEqualTo(409);
    Answer all = door.get("/api/v1/backups");
    assertThat(all.at("/items/0/name")).isEqualTo("first");
    assertThat(all.at("/items/1/name")).isEqualTo("20260101-120000");
  }

  @Test
  void theOperatorAloneHasTheRootKeyRenewed() {
    Answer renewed = door.json("POST", "/api/v1/root-key/renew", "{}");
    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.at("/values")).isEqualTo("3");
    assertThat(renewed.at("/unread/0")).isEqualTo("Secret/demo/old");
    assertThat(renewed.at("/former")).isEqualTo("/state/root.key.until-1");
    for (String other : new String[] {TestDoor.BOB, TestDoor.UMA, TestDoor.EVE, TestDoor.OLAF}) {
      assertThat(door.send(Asked.of("POST", "/api/v1/root-key/renew").by(other)).status())
          .isEqualTo(403);
    }
    assertThat(door.renewals).containsExactly("user:ada");
  }

  @Test
  void nobodyElseDoes() {
    door.json("POST", "/api/v1/backups", "{\"name\":\"first\"}");
    for (String other : new String[] {TestDoor.BOB, TestDoor.UMA, TestDoor.EVE, TestDoor.OLAF}) {
      assertThat(door.send(Asked.of("GET", "/api/v1/backups").by(other)).status()).isEqualTo(403);
      assertThat(door.send(Asked.of("DELETE", "/api/v1/backups/first").by(other)).status())
          .isEqualTo(403);
      assertThat(
              door.send(
                      Asked.of("POST", "/api/v1/backups")
                          .by(other)
                          .or("Content-Type", "application/json")
                          .body("{}"))
                  .status())
          .isEqualTo(403);
    }
    assertThat(door.backups.made).hasSize(1);
  }

  @Test
  void oneIsRemovedByItsNameAlone() {
    door.json("POST", "/api/v1/backups", "{\"name\":\"first\"}");
    assertThat(door.call("DELETE", "/api/v1/backups/second").status()).isEqualTo(404);
    assertThat(door.call("DELETE", "/api/v1/backups/first?all=true").status()).isEqualTo(422);
    assertThat(door.call("DELETE", "/api/v1/backups/first/more").status()).isEqualTo(405);
    assertThat(door.backups.made).hasSize(1);
    assertThat(door.call("DELETE", "/api/v1/backups/first").status()).isEqualTo(204);
    assertThat(door.backups.made).isEmpty();
    assertThat(door.backups.by).containsExactly("user:ada", "user:ada");
  }

  @Test
  void soManyOfTheNightlyOnesAreKept() {
    Answer made = door.json("POST", "/api/v1/backups", "{\"keep\":7}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.tree().get("removed")).hasToString("[\"20251231-120000\"]");
    assertThat(door.backups.kept).containsExactly(7);
    for (String wrong :
        new String[] {
          "{\"keep\":0}", "{\"keep\":1.5}", "{\"keep\":null}", "{\"name\":\"x\",\"keep\":7}"
        }) {
      assertThat(door.json("POST", "/api/v1/backups", wrong).status()).as(wrong).isEqualTo(422);
    }
    assertThat(door.backups.made).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"name\":\"/tmp/x\"}", "{\"name\":\"a/b\"}", "{\"name\":7}", "{\"name\":null}"})
  void noPathIsTaken(String body) {
    assertThat(door.json("POST", "/api/v1/backups", body).status()).isEqualTo(422);
    assertThat(door.backups.made).isEmpty();
  }

  @Test
  void otherMethodsAndFieldsAreRefused() {
    assertThat(door.call("DELETE", "/api/v1/backups").status()).isEqualTo(405);
    assertThat(door.json("POST", "/api/v1/backups", "{\"nam\":\"x\"}").status()).isEqualTo(422);
    door.absent.add("backups");
    assertThat(door.get("/api/v1/backups").status()).isEqualTo(503);
  }

  /** What holds everything is no trouble, and is said all the same. */
  @Test
  void readinessSaysWhatIsToBeKnown() {
    door.parts.add(
        new Readiness() {
          @Override
          public String part() {
            return "runtime";
          }

          @Override
          public Optional<String> trouble() {
            return Optional.empty();
          }

          @Override
          public Optional<String> notice() {
            return Optional.of("observe-only");
          }
        });
    Answer ready = door.get("/health/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.at("/version")).isEqualTo("1.2.3");
    assertThat(ready.at("/parts/0/notice")).isEqualTo("observe-only");
  }
}
