package org.hansa.core.api.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;

/** What a function says of its arguments is what it is asked with. */
class ArgumentTest {

  private static final List<Argument> KNOWN =
      List.of(Argument.number("lines", "How many", 1, 50, 10), Argument.text("after", "Where", 3));

  private static void refused(Map<String, String> given, String message, String cure) {
    assertThatThrownBy(() -> Argument.checked(KNOWN, given))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.reason()).isEqualTo(Problem.Reason.INVALID);
              assertThat(p).hasMessageContaining(message);
              assertThat(p.cure()).contains(cure);
            });
  }

  @Test
  void whatIsNotGivenIsAsItIsElse() {
    assertThat(Argument.checked(KNOWN, Map.of())).isEqualTo(Map.of("lines", "10"));
    assertThat(Argument.checked(KNOWN, Map.of("after", "", "lines", "50")))
        .isEqualTo(Map.of("lines", "50", "after", ""));
    assertThat(Argument.checked(List.of(), Map.of())).isEmpty();
  }

  @Test
  void oneClearErrorSaysWhatDoesNotFit() {
    for (String bad : List.of("", "0", "51", "-1", "1.5", "many", "9".repeat(40))) {
      refused(Map.of("lines", bad), "lines '" + bad + "'", "Correct it");
    }
    refused(Map.of("lines", "0"), "a number from 1 to 50", "");
    refused(Map.of("after", "abcd"), "a text of at most 3 characters", "");
    refused(Map.of("line", "1"), "line", "Maybe 'lines' was meant.");
    assertThatThrownBy(() -> Argument.checked(List.of(), Map.of("x", "1")))
        .hasMessageContaining("there are none here");
  }
}
