package org.hansa.core.kit;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.driver.DriverException;

/** How things are said in texts. */
final class Words {

  private static final int LONGEST = 300;

  private Words() {}

  static String time(Duration time) {
    long millis = time.toMillis();
    return millis < 10_000 ? millis + " ms" : time.toSeconds() + " s";
  }

  static String thrown(Throwable thrown) {
    return thrown instanceof DriverException fault
        ? fault.reason() + ": " + brief(fault.getMessage())
        : thrown.getClass().getName() + ": " + brief(thrown.getMessage());
  }

  /** Our own exceptions say it all in their message. */
  static String why(RuntimeException e) {
    return e instanceof Broken || e instanceof Unmet ? e.getMessage() : thrown(e);
  }

  /** On one line, cut where it gets too long to be read. */
  static String brief(Object value) {
    String text = String.valueOf(value).replaceAll("\\s+", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  static String came(Optional<DriverException.Reason> reason) {
    return reason.map(r -> "was refused as " + r).orElse("was not refused");
  }
}
