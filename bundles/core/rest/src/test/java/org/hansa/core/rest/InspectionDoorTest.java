package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.store.Inspector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program has the database inspected, and comes again to see what was found. */
class InspectionDoorTest {

  private static final String INSPECTION = "/api/v1/inspection";

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

  private static Inspector.Found found(String part, String damage) {
    return new Inspector.Found(part, 12, Optional.of(damage).filter(text -> !text.isEmpty()));
  }

  @Test
  void oneIsBegunAndSeenToItsEnd() {
    assertThat(door.get(INSPECTION).tree()).as("nothing is known yet").isEmpty();
    Answer begun = door.call("POST", INSPECTION);
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.header("location")).isEqualTo(INSPECTION);
    assertThat(begun.at("/outcome")).isEqualTo("RUNNING");
    assertThat(begun.at("/by")).isEqualTo("user:ada");
    assertThat(door.inspector.by).containsExactly("user:ada rest");

    Answer running = door.get(INSPECTION);
    assertThat(running.at("/running/outcome")).isEqualTo("RUNNING");
    assertThat(running.at("/running/found/0/rows")).isEqualTo("12");
    assertThat(running.tree().has("last")).isFalse();

    door.inspector.ends(List.of(found("resources", "")), Optional.empty());
    Answer ended = door.get(INSPECTION);
    assertThat(ended.tree().has("running")).isFalse();
    assertThat(ended.at("/last/outcome")).isEqualTo("WHOLE");
    assertThat(ended.at("/last/began")).isEqualTo(begun.at("/began"));
    assertThat(ended.at("/last/ended")).isEqualTo("2026-01-01T12:00:09Z");
    assertThat(ended.at("/last/found/0/part")).isEqualTo("resources");
  }

  @Test
  void damageAndFailureAreSaid() {
    door.inspector.ends(
        List.of(found("resources", ""), found("entries", "the row 8 is lost")), Optional.empty());
    Answer damaged = door.get(INSPECTION);
    assertThat(damaged.at("/last/outcome")).isEqualTo("DAMAGED");
    assertThat(damaged.at("/last/by")).isEqualTo("system:store");
    assertThat(damaged.at("/last/found/1/damage")).isEqualTo("the row 8 is lost");

    door.inspector.ends(List.of(), Optional.of("the disk does not answer. Check it."));
    Answer failed = door.get(INSPECTION);
    assertThat(failed.at("/last/outcome")).isEqualTo("FAILED");
    assertThat(failed.at("/last/failure")).contains("does not answer");
  }

  @Test
  void oneAtATime() {
    assertThat(door.call("POST", INSPECTION).status()).isEqualTo(202);
    Answer second = door.call("POST", INSPECTION);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("/detail")).contains("under way");
    assertThat(second.at("/cure")).isEqualTo("See how far it is.");
    assertThat(door.inspector.by).hasSize(1);
  }

  @Test
  void nobodyElseDoes() {
    for (String other : List.of(TestDoor.BOB, TestDoor.UMA, TestDoor.EVE, TestDoor.OLAF)) {
      assertThat(door.send(Asked.of("GET", INSPECTION).by(other)).status()).isEqualTo(403);
      assertThat(door.send(Asked.of("POST", INSPECTION).by(other)).status()).isEqualTo(403);
    }
    assertThat(door.send(Asked.of("GET", INSPECTION)).status()).isEqualTo(401);
    assertThat(door.inspector.by).isEmpty();
  }

  @Test
  void nothingElseIsServedThere() {
    assertThat(door.call("DELETE", INSPECTION).status()).isEqualTo(405);
    assertThat(door.get(INSPECTION + "?last=true").status()).isEqualTo(422);
    assertThat(door.call("POST", INSPECTION + "?fast=true").status()).isEqualTo(422);
    assertThat(door.get(INSPECTION + "/last").status()).isEqualTo(404);
    door.absent.add("inspector");
    assertThat(door.get(INSPECTION).status()).isEqualTo(503);
    assertThat(door.call("POST", INSPECTION).status()).isEqualTo(503);
    assertThat(door.inspector.by).isEmpty();
  }
}
