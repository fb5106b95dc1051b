package org.hansa.drivers.simulator.world;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.hansa.core.driver.Opening;
import org.hansa.drivers.simulator.data.Durations;
import org.hansa.drivers.simulator.data.Json;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.data.Site;

/**
 * What all parts of an open endpoint share.
 *
 * @param haste how many times faster than in the data work is done
 */
public record Here(
    Opening opening,
    Site site,
    BigDecimal haste,
    Chance chance,
    Book book,
    Calls calls,
    Alarm alarm,
    Json json) {

  /** More than this is not read only to check it: nothing is kept of it anyway. */
  private static final long MOST_CHECKED = 1 << 20;

  private static final int SHORT = 24;

  public Durations durations() {
    return site.continuum().durations();
  }

  /** Milliseconds of simulated time that work takes here. */
  long lasts(Duration work) {
    return BigDecimal.valueOf(work.toMillis())
        .divide(haste, 0, java.math.RoundingMode.UP)
        .longValue();
  }

  /** Short, equal for equal specs, on every machine and version. */
  String print(Record spec) {
    return hash(json.write(spec).getBytes(StandardCharsets.UTF_8)).substring(0, SHORT);
  }

  /** No call is made from now on, and no hint given. */
  public void close() {
    calls.close();
    alarm.close();
  }

  /** A made-up name by which the other side knows an object. */
  public String id(String prefix, String facet, String uid) {
    return prefix + "-" + chance.digits(12, "id", opening.installation(), facet, uid);
  }

  /**
   * Refuses content that is not there, or is not what its digest says.
   *
   * @param digest {@code sha256:} and 64 hexadecimal digits
   * @param size what was said of its length
   */
  public void requireContent(String digest, Optional<Long> size) {
    try (InputStream in = opening.content().open(digest)) {
      byte[] content = in.readNBytes((int) MOST_CHECKED + 1);
      if (content.length > MOST_CHECKED) {
        return;
      }
      if (!("sha256:" + hash(content)).equals(digest)) {
        throw Refusal.unavailable("the content that came for " + digest + " is another");
      }
      if (size.filter(s -> s != content.length).isPresent()) {
        throw Refusal.invalid(
            "size is " + size.get() + ", and the content of " + digest + " has " + content.length);
      }
    } catch (IOException e) {
      throw Refusal.unavailable("the content of " + digest + " cannot be read: " + e.getMessage());
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
