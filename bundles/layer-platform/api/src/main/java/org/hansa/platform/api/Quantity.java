package org.hansa.platform.api;

import java.math.BigDecimal;
import org.hansa.core.api.Problem;

/** Reads an amount of bytes as people write it: {@code 128Mi}, {@code 2G}, {@code 1024}. */
public final class Quantity {

  public static final String PATTERN = "[0-9]{1,15}(Ki|Mi|Gi|Ti|k|M|G|T)?";

  private Quantity() {}

  /**
   * @throws Problem INVALID if it is none
   */
  public static BigDecimal bytes(String text) {
    if (!text.matches(PATTERN)) {
      throw Problem.invalid("quantity", text, "a number of bytes", "Write for instance 128Mi.");
    }
    String digits = text.replaceAll("[^0-9]", "");
    return new BigDecimal(digits).multiply(factor(text.substring(digits.length())));
  }

  private static BigDecimal factor(String unit) {
    return switch (unit) {
      case "Ki" -> BigDecimal.valueOf(1L << 10);
      case "Mi" -> BigDecimal.valueOf(1L << 20);
      case "Gi" -> BigDecimal.valueOf(1L << 30);
      case "Ti" -> BigDecimal.valueOf(1L << 40);
      case "k" -> BigDecimal.valueOf(1_000);
      case "M" -> BigDecimal.valueOf(1_000_000);
      case "G" -> BigDecimal.valueOf(1_000_000_000);
      case "T" -> BigDecimal.valueOf(1_000_000_000_000L);
      default -> BigDecimal.ONE;
    };
  }
}
