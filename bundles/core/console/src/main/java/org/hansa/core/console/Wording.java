package org.hansa.core.console;

import java.time.Duration;
import java.time.Instant;
import org.hansa.core.api.Condition;

/** States, times and sizes in the words of a terminal. */
public final class Wording {

  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String YELLOW = "33";
  private static final long MEBI = 1L << 20;

  private Wording() {}

  public static Table.Cell state(Condition condition) {
    boolean trouble = isTrouble(condition.type());
    String text =
        condition.state() == Condition.State.TRUE
            ? condition.type()
            : condition.state() == Condition.State.FALSE ? condition.reason() : "Unknown";
    return switch (condition.state()) {
      case TRUE -> new Table.Cell(text, trouble ? RED : GREEN);
      case FALSE -> new Table.Cell(text, trouble ? GREEN : RED);
      case UNKNOWN -> new Table.Cell(text, YELLOW);
    };
  }

  static boolean isTrouble(String type) {
    return type.equals(Condition.STALLED) || type.equals(Condition.UNATTENDED);
  }

  /** The two greatest units at most: {@code 3d4h}, {@code 12m}, {@code 7s}. */
  public static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m" + (seconds < 600 ? seconds % 60 + "s" : "");
    }
    if (seconds < 86_400) {
      return seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
    }
    return seconds / 86_400 + "d" + seconds % 86_400 / 3600 + "h";
  }

  static String ago(Instant then, Instant now) {
    return age(Duration.between(then, now)) + " ago";
  }

  public static String size(long bytes) {
    return bytes < MEBI ? (bytes + 1023) / 1024 + " KiB" : bytes / MEBI + " MiB";
  }
}
