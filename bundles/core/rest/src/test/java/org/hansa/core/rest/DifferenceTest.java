package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.plan.Outlook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a restore a program sees what would be done before it lets it be done. */
class DifferenceTest {

  private static final String SELF = "/api/v1/installations/system/self";
  private static final String DIFFERENCE = SELF + "/difference";

  @TempDir Path folder;
  private TestDoor door;

  @BeforeEach
  void open() {
    door = new TestDoor(folder);
    door.submit(new Change.Hold(Installation.SELF, Installation.RESTORED, true));
    Ref at = Ref.parse("Endpoint/system/there");
    door.difference =
        new Outlook.Difference(
            List.of(
                new Outlook.Line(
                    Outlook.Deed.ADOPT, Ref.parse("Instance/demo/a"), at, "workload", "u1"),
                new Outlook.Line(Outlook.Deed.ORPHAN, at, at, "workload", "u2")),
            List.of(Ref.parse("Instance/demo/b")));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void itIsSeenAndThenReleased() {
    Answer seen = door.get(DIFFERENCE);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.tree().get("holds")).hasToString("[\"restored\"]");
    assertThat(seen.at("/lines/0/deed")).isEqualTo("ADOPT");
    assertThat(seen.at("/lines/0/ref")).isEqualTo("Instance/demo/a");
    assertThat(seen.at("/lines/0/endpoint")).isEqualTo("Endpoint/system/there");
    assertThat(seen.at("/lines/1/deed")).isEqualTo("ORPHAN");
    assertThat(seen.at("/lines/1/uid")).isEqualTo("u2");
    assertThat(seen.at("/unseen/0")).isEqualTo("Instance/demo/b");
    assertThat(door.get(SELF).tree().get("holds")).as("looking releases nothing").hasSize(1);

    assertThat(door.json("POST", SELF + "/release", "{\"reason\":\"restored\"}").status())
        .isEqualTo(200);
    assertThat(door.get(DIFFERENCE).tree().get("holds")).isEmpty();
  }

  /** It tells of all tenants' objects: who may only read the installation is not told. */
  @Test
  void onlyWhoMayReleaseSeesIt() {
    for (String other : List.of(TestDoor.BOB, TestDoor.UMA, TestDoor.EVE, TestDoor.OLAF)) {
      assertThat(door.send(Asked.of("GET", DIFFERENCE).by(other)).status()).isEqualTo(403);
    }
    assertThat(door.send(Asked.of("GET", DIFFERENCE)).status()).isEqualTo(401);
  }

  @Test
  void thereIsOneAndItIsOnlyRead() {
    assertThat(door.call("POST", DIFFERENCE).status()).isEqualTo(405);
    assertThat(door.get(DIFFERENCE + "?most=3").status()).isEqualTo(422);
    assertThat(door.get("/api/v1/installations/system/other/difference").status()).isEqualTo(404);
    door.absent.add("outlook");
    assertThat(door.get(DIFFERENCE).status()).isEqualTo(503);
  }
}
