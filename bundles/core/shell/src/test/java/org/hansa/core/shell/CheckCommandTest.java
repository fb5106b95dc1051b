package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.store.Inspector;
import org.junit.jupiter.api.Test;

class CheckCommandTest {

  private final Fakes fakes = new Fakes();
  private List<Inspector.Found> found =
      List.of(new Inspector.Found("entries", 1200, Optional.empty()));
  private int asked;

  private CheckCommand check(boolean json) {
    CheckCommand command = new CheckCommand();
    command.inspector =
        progress -> {
          asked++;
          progress.accept("entries: 1200");
          return found;
        };
    command.json = json;
    return command;
  }

  @Test
  void eachPartIsSaid() throws Exception {
    fakes.as("ada", check(false));
    assertThat(fakes.printed()).contains("entries: 1200", "entries", "1200", "as written");
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
    assertThat(asked).isZero();
  }
}
