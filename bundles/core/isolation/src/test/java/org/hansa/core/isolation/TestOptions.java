package org.hansa.core.isolation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Options of all sorts of components. */
public record TestOptions(
    String name, int number, Optional<BigDecimal> price, Optional<List<String>> tags) {

  static final TestOptions SOME =
      new TestOptions(
          "a \"name\" ü", 7, Optional.of(new BigDecimal("1.10")), Optional.of(List.of()));

  /** Not a component, and not carried. */
  public String getTrouble() {
    if (number != 0) {
      throw new IllegalStateException("nobody may ask");
    }
    return name;
  }
}
