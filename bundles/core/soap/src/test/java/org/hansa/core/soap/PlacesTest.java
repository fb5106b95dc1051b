package org.hansa.core.soap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A place in the document is a place in the message. */
class PlacesTest {

  @ParameterizedTest
  @CsvSource({
    "/spec, /OrderApplication/application",
    "/spec/policies/maxPricePerHour, /OrderApplication/application/policies/maxPricePerHour",
    "/spec/components/0/name, /OrderApplication/application/components/component[1]/name",
    "/spec/components/1/command/2, /OrderApplication/application/components/component[2]/command/word[3]",
    "/spec/components/0/env/A~1B, /OrderApplication/application/components/component[1]/env/variable[@name='A/B']",
    "/labels/x, /labels/x",
    "/specs, /specs",
    "name, name"
  })
  void isFound(String pointer, String path) {
    assertThat(Places.of(Operation.ORDER, pointer)).isEqualTo(path);
  }
}
