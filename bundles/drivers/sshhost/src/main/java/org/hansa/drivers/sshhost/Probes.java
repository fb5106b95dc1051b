package org.hansa.drivers.sshhost;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * Whether a workload answers. That it listens the script sees; by HTTP it is asked from here,
 * through the connection, since the other machine need have nothing that could.
 */
final class Probes {

  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** "HTTP/1.1 200": all that must be read. */
  private static final int HEAD = 12;

  private final Remote remote;

  Probes(Remote remote) {
    this.remote = remote;
  }

  boolean ready(Reply one, Deadline deadline) {
    if (one.one("probe").isEmpty()) {
      return true;
    }
    if (one.one("listens").isEmpty()) {
      return false;
    }
    String[] words = one.one("probe").get().split(" ", 2);
    return words.length < 2 || answers(Integer.parseInt(words[0]), words[1], deadline);
  }

  private boolean answers(int port, String path, Deadline deadline) {
    Duration time = deadline.left().compareTo(LONGEST) < 0 ? deadline.left() : LONGEST;
    String request =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: hansa\r\nConnection: close\r\n\r\n"
            .formatted(path, port);
    try {
      byte[] answer =
          remote
              .ssh()
              .ask(
                  port,
                  request.getBytes(StandardCharsets.US_ASCII),
                  HEAD,
                  Deadline.in(time, deadline.nanos()));
      return new String(answer, StandardCharsets.US_ASCII).matches("HTTP/1\\.[01] [23][0-9][0-9]");
    } catch (DriverException e) {
      if (e.reason() == Reason.UNAVAILABLE) {
        // It does not answer, in time or at all.
        return false;
      }
      throw e;
    }
  }
}
