package org.hansa.platform.api;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Problem;

/** Reads an amount of bytes as people write it: {@code 128Mi}, {@code 2G}, {@code 1024}. */
public final class Quantity {

  public static final String PATTERN = "[0-9]{1,15}(Ki|Mi|Gi|Ti|k|M|G|T)?";

  private static final Pattern FORM = Pattern.compile(PATTERN);

  private Quantity() {}

  /**
   * @throws Problem INVALID if it is none
   */
  public static BigDecimal bytes(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw Problem.invalid("quantity", text, "a number of bytes", "Write for instance 128Mi.");
    }
    String unit = matcher.group(1) == null ? "" : matcher.group(1);
    String digits = text.substring(0, text.length() - unit.length());
    return new BigDecimal(digits).multiply(factor(unit));
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
