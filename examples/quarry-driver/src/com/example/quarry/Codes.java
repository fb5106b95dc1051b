package com.example.quarry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException.Reason;

/** What Quarry means by its codes. It says them with 400, and some with 200. */
final class Codes {

  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"(Q-[0-9]{4})\"");

  private Codes() {}

  /** Empty for what says no code, and for codes whose status says as much. */
  static Optional<Reason> reason(int status, String body) {
    Matcher code = CODE.matcher(body);
    if (!code.find()) {
      return Optional.empty();
    }
    return switch (code.group(1)) {
      case "Q-0001" -> Optional.of(Reason.UNAUTHORIZED);
      case "Q-1004" -> Optional.of(Reason.NOT_FOUND);
      case "Q-2001" -> Optional.of(Reason.EXHAUSTED);
      case "Q-3001" -> Optional.of(Reason.CONFLICT);
      default -> status / 100 == 2 ? Optional.of(Reason.INTERNAL) : Optional.empty();
    };
  }
}
