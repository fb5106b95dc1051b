package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What apply did is what the plan said, resource by resource and field by field. */
@TestMethodOrder(OrderAnnotation.class)
class PlanIsApplyIT {

  private static final String LATER = "known after apply";

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    hansa.start();
    example.addSite();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  @Test
  @Order(1)
  void deploy() throws IOException {
    assertDoneAsPlanned(put(example.document()));
  }

  @Test
  @Order(2)
  void change() throws IOException {
    assertDoneAsPlanned(put(Example.alarmAbove(example.document(), "7.0")));
  }

  @Test
  @Order(3)
  void scale() throws IOException {
    ObjectNode application = Example.alarmAbove(example.document(), "7.0");

    assertDoneAsPlanned(put(Example.pages(application, 3)));
  }

  @Test
  @Order(4)
  void scaleDown() throws IOException {
    assertDoneAsPlanned(put(Example.alarmAbove(example.document(), "7.0")));
  }

  @Test
  @Order(5)
  void nothing() throws IOException {
    JsonNode changes = put(Example.alarmAbove(example.document(), "7.0"));

    assertThat(plan(changes).path("changes")).isEmpty();
    assertDoneAsPlanned(changes);
  }

  @Test
  @Order(6)
  void delete() throws IOException {
    assertDoneAsPlanned(Rest.changes(List.of(), List.of(Example.REF)));
  }

  private static JsonNode put(JsonNode application) {
    return Rest.changes(List.of(application), List.of());
  }

  private static JsonNode plan(JsonNode changes) throws IOException {
    return hansa.rest().send("POST", "/plan", changes).ok().body();
  }

  private static void assertDoneAsPlanned(JsonNode changes) throws IOException {
    World before = World.of(hansa.rest());
    JsonNode plan = plan(changes);
    assertThat(plan.path("blocked")).isEmpty();
    assertThat(World.of(hansa.rest())).as("a plan touches nothing").isEqualTo(before);

    hansa.rest().send("POST", "/apply", changes).ok();
    boolean deleted = !changes.get("delete").isEmpty();
    await()
        .atMost(Distribution.SOON)
        .until(() -> !deleted || hansa.rest().get(Example.PATH).status() == 404);
    example.awaitRest();

    World after = World.of(hansa.rest());
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(lines(plan, "CREATE")).as("created").isEqualTo(after.without(before));
    softly.assertThat(lines(plan, "REMOVE")).as("removed").isEqualTo(before.without(after));
    softly
        .assertThat(lines(plan, "CHANGE", "MOVE"))
        .as("changed")
        .isEqualTo(after.changedSince(before));
    plan.path("changes").forEach(line -> fields(softly, line, before, after));
    costs(softly, plan, before, after);
    softly.assertAll();
  }

  /** What is only called again and stands as before is no change. */
  private static Set<String> lines(JsonNode plan, String... verbs) {
    Set<String> refs = new TreeSet<>();
    for (JsonNode line : plan.path("changes")) {
      boolean wanted = List.of(verbs).contains(line.get("verb").textValue());
      boolean changes = !line.path("fields").isEmpty() || !List.of(verbs).contains("CHANGE");
      if (wanted && changes) {
        refs.add(line.get("ref").textValue());
      }
    }
    return refs;
  }

  private static void fields(SoftAssertions softly, JsonNode line, World before, World after) {
    String ref = line.get("ref").textValue();
    JsonNode stands = after.resources().get(ref);
    if (stands == null) {
      return;
    }
    Set<String> said = new TreeSet<>();
    for (JsonNode field : line.path("fields")) {
      String pointer = field.get("pointer").textValue();
      said.add(pointer);
      JsonNode there = stands.at(pointer);
      if (!field.has("after")) {
        softly.assertThat(there.isMissingNode()).as("%s %s is gone", ref, pointer).isTrue();
      } else if (!field.get("after").asText().equals(LATER)) {
        softly.assertThat(there).as("%s %s", ref, pointer).isEqualTo(field.get("after"));
      }
    }
    Optional<JsonNode> former = Optional.ofNullable(before.resources().get(ref));
    Set<String> done = World.differences(former.orElse(MissingNode.getInstance()), stands);
    // What a new thing's driver says first can be no difference to anything: it is not announced.
    done.removeIf(pointer -> former.isEmpty() && pointer.startsWith("/status"));
    // It, or what it is in, may be told whole.
    done.removeIf(
        pointer -> said.stream().anyMatch(whole -> (pointer + "/").startsWith(whole + "/")));
    softly.assertThat(done).as("fields of %s that were not planned", ref).isEmpty();
  }

  private static void costs(SoftAssertions softly, JsonNode plan, World before, World after) {
    BigDecimal money = sum(after, "perHour").subtract(sum(before, "perHour"));
    BigDecimal grams = sum(after, "gramsPerHour").subtract(sum(before, "gramsPerHour"));
    softly.assertThat(plan.at("/cost/EUR").decimalValue()).as("cost").isEqualByComparingTo(money);
    softly
        .assertThat(plan.path("gramsPerHour").decimalValue())
        .as("grams")
        .isEqualByComparingTo(grams);
    softly.assertThat(plan.path("unknowns")).isEmpty();
  }

  private static BigDecimal sum(World world, String what) {
    return world.resources().values().stream()
        .filter(r -> r.get("kind").textValue().equals("Reservation"))
        .map(r -> r.at("/spec/cost/" + what).decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
