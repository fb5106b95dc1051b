package org.hansa.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://hansa.example.org,https://hansa.example.org",
    "https://Hansa.Example.org:8443/,https://hansa.example.org:8443",
    "http://127.0.0.1:8181,http://127.0.0.1:8181",
    "http://localhost:8181/,http://localhost:8181",
    "http://[::1]:8181,http://[::1]:8181"
  })
  void isAHostAndNoMore(String text, String address) {
    assertThat(Address.parse(text, false)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hansa.example.org",
        "ftp://hansa.example.org",
        "file:///etc/passwd",
        "https://hansa.example.org/somewhere",
        "https://hansa.example.org?x=1",
        "https://hansa.example.org#x",
        "https://",
        "https://a b"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Address.parse(text, true)).isInstanceOf(Problem.class);
  }

  @Test
  void aPasswordInItIsRefusedAndNotShown() {
    assertThatThrownBy(() -> Address.parse("https://ada:geheim@example.org", false))
        .hasMessageNotContaining("geheim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.org", "http://10.0.0.7", "http://127.0.0.1.example.org"})
  void plainHttpStaysOnThisMachineUnlessItIsSaid(String text) {
    assertThatThrownBy(() -> Address.parse(text, false))
        .satisfies(e -> assertThat(((Problem) e).cure()).contains("--insecure-http"));
    assertThat(Address.parse(text, true)).hasToString(text);
  }
}
