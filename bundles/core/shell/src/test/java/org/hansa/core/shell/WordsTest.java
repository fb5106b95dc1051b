package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  @Test
  void splitsWordsAsPeopleExpect() {
    assertThat(Words.of("get  'a b' \"c \\\" d\" e\\ f ''  # rest"))
        .containsExactly("get", "a b", "c \" d", "e f", "");
    assertThat(Words.of("   ")).isEmpty();
    assertThat(Words.of("-l a!=b x=1")).containsExactly("-l", "a!=b", "x=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get | grep x",
        "get > /tmp/x",
        "get < x",
        "get; shutdown",
        "get & get",
        "echo $x",
        "(get)",
        "{ get }",
        "a `b`",
        "get 'open",
        "get \"open",
        "($.context bundle 0)"
      })
  void refusesWhatWouldBeAShell(String line) {
    assertThatThrownBy(() -> Words.of(line)).isInstanceOf(Problem.class);
  }
}
