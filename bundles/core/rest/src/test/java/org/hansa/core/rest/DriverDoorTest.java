package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program lists drivers, has an endpoint verified, and comes again for what came of it. */
class DriverDoorTest {

  private static final String DRIVERS = "/api/v1/drivers";
  private static final String RIG = "/api/v1/endpoints/demo/rig/verification";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder);
    door.put(
        Ref.parse("Endpoint/demo/rig"),
        Doc.of(new Endpoint.Spec("rig", "here", Optional.of(Map.of()), Optional.empty())));
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Answer post(String body) {
    return door.json("POST", RIG, body);
  }

  @Test
  void driversAndRulesAreListed() {
    Answer all = door.get(DRIVERS);
    assertThat(all.at("/items/0/id")).isEqualTo("rig");
    assertThat(all.at("/items/0/simulated")).isEqualTo("true");
    assertThat(all.at("/items/1/state")).isEqualTo("FAILED");
    assertThat(all.at("/items/1/text")).isEqualTo("no licence");
    assertThat(door.get(DRIVERS + "/rules").at("/items/1/ability")).isEqualTo("workload");
  }

  @Test
  void anEndpointIsVerifiedToItsEnd() {
    assertThat(door.get(RIG).status()).isEqualTo(404);
    Answer begun = post("{\"rules\":[\"one\"],\"keep\":true}");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.header("location")).isEqualTo(RIG);
    assertThat(door.drivers.asked)
        .containsExactly("Endpoint/demo/rig Wanted[rules=[one], keep=true] user:ada rest");
    assertThat(post("{}").status()).isEqualTo(409);

    assertThat(door.get(RIG).at("/rule")).isEqualTo("rule-0");
    assertThat(door.get(RIG).at("/done")).isEqualTo("1");
    Answer ended = door.get(RIG);
    assertThat(ended.at("/outcome/sound")).isEqualTo("true");
    assertThat(ended.at("/outcome/junit")).isEqualTo("<testsuite/>");
  }

  @Test
  void nobodyElseDoes() {
    for (String other : List.of(TestDoor.BOB, TestDoor.UMA, TestDoor.EVE)) {
      assertThat(door.send(Asked.of("GET", DRIVERS).by(other)).status()).isEqualTo(403);
      assertThat(
              door.send(
                      Asked.of("POST", RIG)
                          .by(other)
                          .with("Content-Type", "application/json")
                          .body("{}"))
                  .status())
          .isEqualTo(403);
    }
    assertThat(door.send(Asked.of("GET", DRIVERS)).status()).isEqualTo(401);
    assertThat(door.drivers.asked).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsPlace() {
    assertThat(post("{\"rules\":\"one\"}").at("/detail")).contains("/rules");
    assertThat(post("{\"rules\":[1]}").status()).isEqualTo(422);
    assertThat(post("{\"keep\":\"yes\"}").at("/detail")).contains("/keep");
    assertThat(post("{\"kepe\":true}").status()).isEqualTo(422);
    assertThat(door.call("DELETE", RIG).status()).isEqualTo(405);
    assertThat(door.get(RIG.replace("rig", "rigg")).status()).isEqualTo(404);
    assertThat(door.drivers.asked).isEmpty();
    door.absent.add("drivers");
    assertThat(door.get(DRIVERS).status()).isEqualTo(503);
  }
}
