package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that asks too often, and the others. */
class RateLimitTest {

  private static final String ME = "/api/v1/me";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder.resolve("state"), new Rates.Limits(1, 5));
  }

  @AfterEach
  void close() {
    door.close();
  }

  private void use(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(door.get(ME).status()).isEqualTo(200);
    }
  }

  @Test
  void isToldWhenToComeAgain() {
    use(5);
    Answer refused = door.json("PUT", "/api/v1/applications/demo/shop", "{}");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("1");
    assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
    assertThat(refused.at("/type")).isEqualTo("urn:hansa:problem:too-many-requests");
    assertThat(refused.at("/detail")).startsWith("user:ada asks more often");
    assertThat(refused.at("/cure")).contains("Wait 1 s", "requestsPerSecond");
    assertThat(refused.at("/instance")).isEqualTo(refused.header("x-request-id"));
    assertThat(door.get(ME, "Authorization", TestDoor.BOB).status()).isEqualTo(200);
    door.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(door.get("/api/v1/applications/demo/shop").status()).isEqualTo(404);
    assertThat(door.get(ME).status()).isEqualTo(200);
    assertThat(door.get(ME).status()).isEqualTo(429);
  }

  @Test
  void aTokenAndAPasswordAreOneAccount() {
    use(3);
    String token = "Bearer " + TestDoor.TOKEN;
    assertThat(door.get(ME, "Authorization", token).status()).isEqualTo(200);
    assertThat(door.get(ME, "Authorization", token).status()).isEqualTo(200);
    assertThat(door.get(ME).status()).isEqualTo(429);
  }

  @Test
  void aWatchCountsOnceAndHealthNever() throws Exception {
    use(4);
    try (Watch watch = Watch.open(door, "/api/v1/applications?watch=true", TestDoor.ADA)) {
      assertThat(door.call("HEAD", "/api/v1/watch").status()).isEqualTo(429);
      door.put(Ref.parse("Application/demo/shop"), Doc.EMPTY);
      assertThat(watch.name()).isEqualTo("created shop");
    }
    for (int i = 0; i < 20; i++) {
      assertThat(door.get("/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void whoIsNobodyUsesUpNobodysTurns() {
    for (int i = 0; i < 4; i++) {
      assertThat(door.get(ME, "Authorization", TestDoor.basic("ada:wrong")).status())
          .isEqualTo(401);
    }
    use(5);
  }
}
