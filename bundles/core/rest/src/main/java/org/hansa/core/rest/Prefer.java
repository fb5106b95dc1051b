package org.hansa.core.rest;

import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;

/**
 * What a caller would rather have (RFC 7240). Known is {@code return=minimal}: whoever writes much
 * and knows what it wrote need not be sent it back. Other preferences are passed over, as the
 * standard asks.
 */
final class Prefer {

  private static final String MINIMAL = "return=minimal";

  /** Goes with an answer that was made so. */
  static final Map<String, String> APPLIED = Map.of("Preference-Applied", MINIMAL);

  private Prefer() {}

  static boolean minimal(HttpServletRequest request) {
    Enumeration<String> headers = request.getHeaders("Prefer");
    boolean minimal = false;
    while (headers.hasMoreElements()) {
      for (String one : headers.nextElement().split(",", -1)) {
        String word = one.split(";", 2)[0].replace(" ", "").replace("\"", "");
        minimal |= word.toLowerCase(Locale.ROOT).equals(MINIMAL);
      }
    }
    return minimal;
  }
}
