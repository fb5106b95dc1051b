package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation that the door describes of itself, on what really stands, as every role of the
 * provider, of the tenant and of another, and as nobody, by the table {@code every-path.txt}. What
 * was found lies in {@code target/every-path.txt}, in the table's form.
 */
@Timeout(600)
class WalkIT {

  private static final String TABLE = "every-path.txt";

  @TempDir static Path folder;

  private static Distribution hansa;
  private static WalkSamples samples;
  private static WalkCases cases;
  private static List<Walker> walkers;
  private static WalkDoor door;

  @BeforeAll
  static void start() throws IOException {
    hansa = Distribution.withAdministrator(folder, folder);
    hansa.start();
    Rest admin = hansa.rest();
    samples = WalkSamples.make(admin, folder);
    walkers = Walker.all(admin);
    cases = new WalkCases(admin.get("/openapi.json").ok().body(), samples, admin);
    door = WalkDoor.at(hansa.http());
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  @Test
  void everyOperationAnswersEachAsTheTableSays() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    List<String> leaks = new ArrayList<>();
    WalkTruth truth = new WalkTruth(cases, door);
    for (WalkCases.Operation operation : cases.operations()) {
      List<Integer> answers = new ArrayList<>();
      for (Walker walker : walkers) {
        WalkCases.Target at = cases.real(operation);
        WalkDoor.Said said = door.ask(walker.token(), cases.asked(operation, at));
        answers.add(said.status());
        if (said.isAllowed()) {
          cases.after(operation, at, walker, door);
        }
        leaks.addAll(truth.leaks(operation, at, walker, said));
        leaks.addAll(shown(operation, walker, said));
      }
      found.put(operation.line(), WalkTable.cells(walkers, answers));
    }
    Files.writeString(Path.of("target", TABLE), WalkTable.text(found, about()));

    assertThat(leaks).isEmpty();
    assertThat(WalkTable.differences(WalkTable.read(table()), found))
        .as("target/%s has what was found", TABLE)
        .isEmpty();
    asBefore();
  }

  /** What is in the tenant, in an answer to somebody who is not. */
  private static List<String> shown(
      WalkCases.Operation operation, Walker walker, WalkDoor.Said said) {
    List<String> shown = new ArrayList<>();
    if (walker.isForeign()) {
      samples
          .all()
          .forEach(
              (plural, sample) -> {
                boolean theirs = WalkSamples.text(sample, "tenant").startsWith(WalkSamples.TENANT);
                if (theirs && said.text().contains(WalkSamples.text(sample, "uid"))) {
                  shown.add(walker + " is shown one of " + plural + " by " + operation.line());
                }
              });
    }
    return shown;
  }

  /** The walk has left things as they were. */
  private static void asBefore() throws IOException {
    Map<String, JsonNode> now = samples.now();
    samples
        .all()
        .forEach(
            (plural, before) -> {
              assertThat(now.get(plural).path("uid")).as(plural).isEqualTo(before.path("uid"));
              assertThat(now.get(plural).path("spec")).as(plural).isEqualTo(before.path("spec"));
              assertThat(now.get(plural).path("holds")).as(plural).isEmpty();
            });
  }

  private static Map<String, String> about() {
    Map<String, String> about = new HashMap<>();
    samples
        .all()
        .forEach(
            (plural, one) ->
                about.put(
                    plural,
                    "%s/%s/%s"
                        .formatted(
                            WalkSamples.text(one, "kind"),
                            WalkSamples.text(one, "tenant"),
                            WalkSamples.text(one, "name"))));
    return about;
  }

  private static String table() throws IOException {
    try (InputStream in = WalkIT.class.getResourceAsStream(TABLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
