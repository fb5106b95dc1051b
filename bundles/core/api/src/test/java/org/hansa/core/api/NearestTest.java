package org.hansa.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN = List.of("command", "env", "image", "name", "ports");

  @ParameterizedTest
  @CsvSource({
    "nmae, name",
    "imgae, image",
    "comand, command",
    "commando, command",
    "prots, ports",
    "port, ports",
    "ENV, env"
  })
  void aSlipOfTheFingersIsOne(String word, String meant) {
    assertThat(Nearest.to(word, KNOWN)).isEqualTo(Optional.of(meant));
  }

  @ParameterizedTest
  @CsvSource({"replicas", "q", "''"})
  void whatIsFarFromAllIsNone(String word) {
    assertThat(Nearest.to(word, KNOWN)).isEmpty();
  }
}
