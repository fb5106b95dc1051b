package org.hansa.core.isolation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a process ended, in words. */
record Ending(String words) {

  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = 64;
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";
  private static final Pattern FAULT =
      Pattern.compile("# +SIG[A-Z]+ \\(0x([0-9a-f]{1,2})\\) at pc=.*");

  /** By the status that the system gives. */
  static Ending of(int status) {
    return status > SIGNAL && status <= SIGNAL + LAST_SIGNAL
        ? bySignal(status - SIGNAL)
        : new Ending("its process ended with exit code " + status);
  }

  /** By what Java prints before it ends. */
  static Optional<Ending> said(String line) {
    if (line.startsWith(OUT_OF_MEMORY)) {
      return Optional.of(new Ending("its process ended: its memory was not enough"));
    }
    Matcher fault = FAULT.matcher(line);
    return fault.matches()
        ? Optional.of(bySignal(Integer.parseInt(fault.group(1), 16)))
        : Optional.empty();
  }

  private static Ending bySignal(int number) {
    return new Ending("its process ended by signal " + number);
  }
}
