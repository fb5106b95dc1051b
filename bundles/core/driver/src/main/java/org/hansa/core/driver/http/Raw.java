package org.hansa.core.driver.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * An answer as it came, whole.
 *
 * @param address that gave it
 * @param measured whether its length was said, so that an early end would have been seen
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
record Raw(URI address, int status, HttpHeaders headers, byte[] body, boolean measured) {

  private static final int MOST_TEXT = 64 << 10;

  /** The beginning of the body, for people. */
  String text() {
    return new String(body, 0, Math.min(body.length, MOST_TEXT), StandardCharsets.UTF_8);
  }

  String type() {
    return headers.firstValue("Content-Type").orElse("");
  }
}
