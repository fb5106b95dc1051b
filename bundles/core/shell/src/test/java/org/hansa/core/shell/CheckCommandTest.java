package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Json;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.console.Reports;
import org.junit.jupiter.api.Test;

class CheckCommandTest {

  private final Fakes fakes = new Fakes();
  private List<Inspector.Found> found =
      List.of(new Inspector.Found("entries", 1200, Optional.empty()));
  private final List<String> asked = new ArrayList<>();
  private Inspector.Reports reports = new Inspector.Reports(Optional.empty(), Optional.empty());

  private CheckCommand check(boolean json) {
    CheckCommand command = new CheckCommand();
    command.inspector =
        new Inspector() {
          @Override
          public List<Found> inspect(String by, String cause, Consumer<String> progress) {
            asked.add(by + " " + cause.replaceFirst(":.*", ""));
            progress.accept("entries: 1200");
            return found;
          }

          @Override
          public Report begin(String by, String cause) {
            throw new AssertionError("a person waits for it");
          }

          @Override
          public Reports reports() {
            return reports;
          }
        };
    command.json = json;
    return command;
  }

  private String last(boolean json) throws Exception {
    CheckCommand command = check(json);
    command.last = true;
    String before = fakes.printed();
    fakes.as("ada", command);
    return fakes.printed().substring(before.length());
  }

  @Test
  void eachPartIsSaid() throws Exception {
    fakes.as("ada", check(false));
    assertThat(fakes.printed()).contains("entries: 1200", "entries", "1200", "as written");
    assertThat(asked).containsExactly("user:ada shell");
  }

  @Test
  void whatIsDamagedIsSaidAndTheCommandFails() throws Exception {
    found = List.of(new Inspector.Found("catalogue", 7, Optional.of("the row 8 is lost")));
    assertThatThrownBy(() -> fakes.as("ada", check(false))).hasMessageContaining("is damaged");
    assertThat(fakes.printed()).contains("the row 8 is lost");
  }

  @Test
  void aProgramReadsIt() throws Exception {
    found = List.of(new Inspector.Found("catalogue", 7, Optional.of("the row 8 is lost")));
    fakes.as("ada", check(true));
    assertThat(fakes.printed())
        .contains("\"part\" : \"catalogue\"", "\"damage\" : \"the row 8 is lost\"")
        .doesNotContain("1200");
  }

  @Test
  void whoMayNotIsRefused() {
    fakes.forbidden.add("write Backup");
    assertThatThrownBy(() -> fakes.as("ada", check(false))).hasMessageContaining("not allowed");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatIsKnownIsSaidWithoutLooking() throws Exception {
    assertThat(last(false)).contains("None was made");
    Inspector.Report ended =
        new Inspector.Report(
            Inspector.ITSELF,
            Fakes.NOW,
            Optional.of(Fakes.NOW.plusSeconds(60)),
            found,
            Optional.of("the disk does not answer. Check it."));
    reports =
        new Inspector.Reports(
            Optional.of(
                new Inspector.Report(
                    "user:ada", Fakes.NOW, Optional.empty(), found, Optional.empty())),
            Optional.of(ended));
    fakes.forbidden.add("write Backup");
    assertThat(last(false))
        .contains("FAILED: begun at 2026-03-01T12:00:00Z by system:store")
        .contains("ended at 2026-03-01T12:01:00Z", "the disk does not answer")
        .contains("RUNNING: begun at 2026-03-01T12:00:00Z by user:ada, under way");
    JsonNode tree = Json.read(last(true));
    assertThat(tree.at("/running/outcome").asText()).isEqualTo("RUNNING");
    assertThat(tree.at("/last/outcome").asText()).isEqualTo("FAILED");
    assertThat(tree.at("/last/found/0/rows").asInt()).isEqualTo(1200);
    assertThat(asked).isEmpty();
  }

  @Test
  void whoMayNotReadIsNotTold() {
    fakes.forbidden.add("read Backup");
    assertThatThrownBy(() -> last(false)).hasMessageContaining("not allowed");
  }
}
