package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hansa.core.driver.DriverException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".x", "a/b", "a:b", "a b", "a\nb"})
  void aUidThatIsNoPlainWordIsRefused(String uid) {
    assertThatThrownBy(() -> Specs.uid(uid)).isInstanceOf(DriverException.class);
  }
}
