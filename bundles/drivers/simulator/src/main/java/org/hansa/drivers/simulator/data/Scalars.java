package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;

/** What a single word of the data stands for; bounds are checked here. */
final class Scalars {

  private static final Pattern NUMBER =
      Pattern.compile("(-?[0-9]{1,20}(?:\\.[0-9]{1,20})?)([A-Za-z]{0,2})");
  private static final Map<String, BigDecimal> BYTES =
      Map.of(
          "", BigDecimal.ONE,
          "Ki", BigDecimal.valueOf(1L << 10),
          "Mi", BigDecimal.valueOf(1L << 20),
          "Gi", BigDecimal.valueOf(1L << 30),
          "Ti", BigDecimal.valueOf(1L << 40),
          "Pi", BigDecimal.valueOf(1L << 50));
  private static final Map<String, BigDecimal> BITS =
      Map.of(
          "", BigDecimal.ONE,
          "M", BigDecimal.valueOf(1_000_000),
          "G", BigDecimal.valueOf(1_000_000_000),
          "T", BigDecimal.valueOf(1_000_000_000_000L));

  /** A year is longer than anything that is waited for. */
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private static final BigDecimal LONGEST = BigDecimal.valueOf(366L * 86_400);

  private final Node.At at;
  private final String path;
  private final String text;
  private final Bound bound;
  private final boolean strict;

  /**
   * @param strict whether bounds hold; what we wrote ourselves has passed them once
   */
  Scalars(Node.Scalar scalar, String path, Bound bound, boolean strict) {
    this.at = scalar.at();
    this.path = path;
    this.text = scalar.text();
    this.bound = bound;
    this.strict = strict;
  }

  Object as(Class<?> type) {
    if (type == String.class) {
      return word();
    } else if (type == boolean.class || type == Boolean.class) {
      return truth();
    } else if (type == int.class || type == Integer.class) {
      return whole(Integer.MIN_VALUE, Integer.MAX_VALUE).intValueExact();
    } else if (type == long.class || type == Long.class) {
      return whole(Long.MIN_VALUE, Long.MAX_VALUE).longValueExact();
    } else if (type == BigDecimal.class) {
      return number();
    } else if (type == double.class) {
      return parsed(() -> Double.parseDouble(text), "a number");
    } else if (type == Duration.class) {
      return duration();
    } else if (type == Instant.class) {
      return parsed(() -> Instant.parse(text), "a time such as 2026-06-01T12:00:00Z");
    } else if (type.isEnum()) {
      return oneOf(type);
    }
    throw new IllegalArgumentException(type + " is nothing that data can say");
  }

  private String word() {
    if (strict && !text.matches(bound.pattern())) {
      throw refused("it must match " + bound.pattern());
    }
    return text;
  }

  private boolean truth() {
    if (!text.equals("true") && !text.equals("false")) {
      throw refused("it must be true or false");
    }
    return Boolean.parseBoolean(text);
  }

  private BigDecimal whole(long least, long most) {
    BigDecimal number = number();
    if (number.stripTrailingZeros().scale() > 0
        || number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw refused("it must be a whole number");
    }
    return number;
  }

  private BigDecimal number() {
    Map<String, BigDecimal> units =
        switch (bound.unit()) {
          case PLAIN -> Map.of("", BigDecimal.ONE);
          case BYTES -> BYTES;
          case BITS -> BITS;
        };
    Matcher match = NUMBER.matcher(text);
    if (!match.matches() || !units.containsKey(match.group(2))) {
      throw refused(
          "it must be a number"
              + (units.size() > 1 ? " with one of the units " + units.keySet() : ""));
    }
    return within(new BigDecimal(match.group(1)).multiply(units.get(match.group(2))), "");
  }

  private BigDecimal within(BigDecimal number, String unit) {
    BigDecimal most = unit.isEmpty() ? new BigDecimal(bound.max()) : longest();
    if (strict
        && (number.compareTo(new BigDecimal(bound.min())) < 0 || number.compareTo(most) > 0)) {
      throw refused("it must be " + bound.min() + " to " + most.toPlainString() + unit);
    }
    return number;
  }

  private BigDecimal longest() {
    return new BigDecimal(bound.max()).min(LONGEST);
  }

  private Duration duration() {
    Matcher match = NUMBER.matcher(text);
    Duration time =
        match.matches() && MILLIS.containsKey(match.group(2))
            ? parsed(
                () ->
                    Duration.ofMillis(
                        new BigDecimal(match.group(1))
                            .multiply(BigDecimal.valueOf(MILLIS.get(match.group(2))))
                            .longValueExact()),
                "a time of whole milliseconds")
            : parsed(() -> Duration.parse(text), "a time such as 300ms, 20s, 5m, 2h, 7d or PT20S");
    within(BigDecimal.valueOf(time.toSeconds()), " seconds");
    return time;
  }

  private Object oneOf(Class<?> type) {
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int index = words.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (index < 0) {
      throw refused("it is none of " + words + "; " + Nearest.cure(text, words));
    }
    return type.getEnumConstants()[index];
  }

  private <T> T parsed(Supplier<T> parse, String form) {
    try {
      return parse.get();
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw refused("it must be " + form);
    }
  }

  private DriverException refused(String rule) {
    return Refusal.invalid(at + ": " + path + " is '" + text + "': " + rule);
  }
}
