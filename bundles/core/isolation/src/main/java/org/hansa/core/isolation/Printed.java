package org.hansa.core.isolation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** What a process prints, as log lines: so many a second, and of each so much. One thread. */
final class Printed {

  static final int LONGEST = 2_000;
  static final int A_SECOND = 50;

  private final Logger log;
  private final LongSupplier nanos;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long second;
  private int lines;
  private long left;
  private volatile Optional<Ending> ending = Optional.empty();

  Printed(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.second = nanos.getAsLong();
  }

  /** Reads until the end. */
  void run(InputStream in) {
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          take(buffer[i]);
        }
      }
    } catch (IOException e) {
      log.debug("its output broke off", e);
    }
    if (line.size() > 0) {
      end();
    }
    tellLeft();
  }

  /** How the process ended, if Java said so: its exit code tells less. */
  Optional<Ending> ending() {
    return ending;
  }

  private void take(byte b) {
    if (b == '\n') {
      end();
    } else if (line.size() < LONGEST) {
      line.write(b);
    }
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ").strip();
    line.reset();
    Ending.said(text).ifPresent(said -> ending = Optional.of(said));
    long now = nanos.getAsLong();
    if (now - second >= TimeUnit.SECONDS.toNanos(1)) {
      tellLeft();
      second = now;
      lines = 0;
    }
    if (lines == A_SECOND) {
      left++;
    } else if (!text.isEmpty()) {
      lines++;
      tell(text);
    }
  }

  private void tell(String text) {
    if (text.startsWith("ERROR ")) {
      log.error("{}", text.substring(6));
    } else if (text.startsWith("WARN ")) {
      log.warn("{}", text.substring(5));
    } else {
      log.info("{}", text.startsWith("INFO ") ? text.substring(5) : text);
    }
  }

  private void tellLeft() {
    if (left > 0) {
      log.warn("{} more lines than {} a second are left out", left, A_SECOND);
      left = 0;
    }
  }
}
