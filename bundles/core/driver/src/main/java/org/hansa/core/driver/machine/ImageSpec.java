package org.hansa.core.driver.machine;

import java.util.Map;
import org.hansa.core.driver.DriverException;

/**
 * An image as it is to be: brought to the endpoint once, whatever is made of it.
 *
 * @param name for people
 * @param digest {@code sha256:} and 64 hexadecimal digits: its content, as {@link
 *     org.hansa.core.driver.Opening.Content} gives it; of one that is there it cannot be changed
 * @param size bytes of the content
 * @param format of the content
 * @param facts {@code os}, {@code arch}: what the endpoint may need to know
 */
public record ImageSpec(
    String name, String digest, long size, Format format, Map<String, String> facts) {

  public ImageSpec {
    facts = facts == null ? Map.of() : Map.copyOf(facts);
  }

  /**
   * This one.
   *
   * @throws DriverException INVALID if it names no content
   */
  public ImageSpec checked() {
    DriverException.require(
        digest.matches("sha256:[0-9a-f]{64}") && size >= 0,
        "no content is " + size + " bytes of '" + digest + "'");
    return this;
  }

  /** How the content is written. */
  public enum Format {
    RAW,
    QCOW2,
    ISO
  }
}
