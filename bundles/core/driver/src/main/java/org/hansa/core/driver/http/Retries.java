package org.hansa.core.driver.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/** How long to wait before a call is repeated. */
final class Retries {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final Limits limits;
  private final InstantSource clock;
  private final DoubleSupplier random;

  Retries(Limits limits, InstantSource clock, DoubleSupplier random) {
    this.limits = limits;
    this.clock = clock;
    this.random = random;
  }

  boolean mayFollow(int tries) {
    return tries < limits.tries();
  }

  /** Between half and all of a time that doubles with each try. */
  Duration after(int tries) {
    Duration grown = limits.firstWait().multipliedBy(1L << Math.min(tries - 1, 30));
    Duration most = grown.compareTo(limits.longestWait()) < 0 ? grown : limits.longestWait();
    return most.dividedBy(2).plus(part(most.dividedBy(2)));
  }

  private Duration part(Duration most) {
    return Duration.ofNanos((long) ((double) most.toNanos() * random.getAsDouble()));
  }

  /** As the server asks, and a little more, so that not all come back at once. */
  Duration after(int tries, Optional<String> retryAfter) {
    Duration asked = retryAfter.flatMap(this::asked).orElse(Duration.ZERO);
    return asked.isZero() ? after(tries) : asked.plus(part(limits.firstWait()));
  }

  private Optional<Duration> asked(String retryAfter) {
    String text = retryAfter.strip();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      Duration until = Duration.between(clock.instant(), at);
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeException e) {
      // Whatever it means, it is no time.
      return Optional.empty();
    }
  }
}
