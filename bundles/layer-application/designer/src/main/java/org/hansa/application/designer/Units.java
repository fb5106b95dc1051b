package org.hansa.application.designer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as Compose writes them, as ours. */
final class Units {

  private static final Pattern BYTES =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([kmgt]?)(?:i?b)?");
  private static final Pattern DURATION =
      Pattern.compile("(?:[0-9]{1,12}(?:\\.[0-9]{1,9})?(?:h|m|s|ms|us|µs|ns)){1,7}");
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(h|ms|m|s|us|µs|ns)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final BigDecimal STEP = BigDecimal.valueOf(1024);
  private static final List<String> OURS = List.of("", "Ki", "Mi", "Gi", "Ti");
  private static final int DIGITS = 15;

  private Units() {}

  /** In the greatest unit that fits exactly: {@code 512m} is {@code 512Mi}. */
  static Optional<String> memory(String text) {
    Matcher found = BYTES.matcher(text.toLowerCase(Locale.ROOT));
    if (!found.matches()) {
      return Optional.empty();
    }
    int power = "kmgt".indexOf(found.group(2).isEmpty() ? "?" : found.group(2)) + 1;
    BigDecimal bytes =
        new BigDecimal(found.group(1)).multiply(STEP.pow(power)).setScale(0, RoundingMode.CEILING);
    int unit = 0;
    while (unit < OURS.size() - 1 && bytes.signum() > 0 && bytes.remainder(STEP).signum() == 0) {
      bytes = bytes.divide(STEP, RoundingMode.UNNECESSARY);
      unit++;
    }
    return bytes.precision() > DIGITS
        ? Optional.empty()
        : Optional.of(bytes.toPlainString() + OURS.get(unit));
  }

  static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** Whole seconds; what is over counts as one more. */
  static Optional<Integer> seconds(String text) {
    if (!DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal one =
          switch (part.group(2)) {
            case "h" -> BigDecimal.valueOf(3600);
            case "m" -> BigDecimal.valueOf(60);
            case "s" -> BigDecimal.ONE;
            case "ms" -> BigDecimal.ONE.movePointLeft(3);
            case "ns" -> BigDecimal.ONE.movePointLeft(9);
            default -> BigDecimal.ONE.movePointLeft(6);
          };
      sum = sum.add(new BigDecimal(part.group(1)).multiply(one));
    }
    BigDecimal whole = sum.setScale(0, RoundingMode.CEILING);
    return whole.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(whole.intValue());
  }
}
