package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program brings code in. */
class ExtensionDoorTest {

  private static final String ACME = "/api/v1/extensions/system/acme";

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

  private static Asked put(String query, String body) {
    return Asked.of("PUT", ACME + "/archive" + query)
        .with("Content-Type", "application/octet-stream")
        .body(body);
  }

  private Answer ada(Asked asked) {
    return door.send(asked.by(TestDoor.ADA));
  }

  @Test
  void oneIsSeenThenInstalledThenRolledBack() {
    Answer plan = ada(put("?plan=true", "bad"));
    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.at("/troubles/0")).isEqualTo("it exports x");
    assertThat(plan.at("/refreshes/0")).isEqualTo("core 7.0.0");
    assertThat(door.extensions.asked).isEmpty();

    assertThat(ada(put("", "bad")).status()).isEqualTo(422);
    Answer done = ada(put("?force=true", "good"));
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.at("/signer")).isEqualTo("CN=Acme");
    assertThat(door.call("POST", ACME + "/rollback").at("/version")).isEqualTo("1.0.0");
    assertThat(door.extensions.asked)
        .containsExactly("install acme true user:ada rest", "rollback acme user:ada rest");
  }

  @Test
  void nobodyElseDoes() {
    for (String other : List.of(TestDoor.BOB, TestDoor.UMA, TestDoor.EVE, TestDoor.OLAF)) {
      assertThat(door.send(put("", "good").by(other)).status()).isEqualTo(403);
      assertThat(door.send(put("?plan=true", "good").by(other)).status()).isEqualTo(403);
    }
    assertThat(door.send(put("", "good")).status()).isEqualTo(401);
    assertThat(door.extensions.asked).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThat(ada(put("?plan=yes", "good")).status()).isEqualTo(422);
    assertThat(ada(put("?plain=true", "good")).status()).isEqualTo(422);
    assertThat(door.json("PUT", ACME + "/archive", "{}").status()).isEqualTo(415);
    assertThat(door.get(ACME + "/archive").status()).isNotEqualTo(200);
    door.absent.add("extensions");
    assertThat(ada(put("", "good")).status()).isEqualTo(503);
    assertThat(door.extensions.asked).isEmpty();
  }
}
