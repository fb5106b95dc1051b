package org.hansa.core.driver.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Paths with places in them for values; a value stays in its segment. */
final class Template {

  private static final Pattern PLACE = Pattern.compile("\\{[A-Za-z0-9_.-]+}");
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/-]*");
  private static final Pattern DOTS = Pattern.compile("(?s)(.*[/\\\\])?[.]{1,2}([/\\\\].*)?");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final String UNRESERVED = "-._~";

  private Template() {}

  /**
   * @param values of its places, in their order
   */
  static String expand(String template, String... values) {
    StringBuilder path = new StringBuilder();
    Matcher place = PLACE.matcher(template);
    int from = 0;
    int n = 0;
    for (; place.find(); n++) {
      path.append(template, from, place.start());
      if (n < values.length) {
        path.append(segment(place.group(), values[n]));
      }
      from = place.end();
    }
    path.append(template, from, template.length());
    String literal = PLACE.matcher(template).replaceAll("");
    if (n != values.length
        || !template.startsWith("/")
        || !LITERAL.matcher(literal).matches()
        || hasDots(template)) {
      throw new DriverException(
          Reason.INTERNAL,
          "'" + template + "' is no template of a path with " + values.length + " values");
    }
    return path.toString();
  }

  /** Whether a segment is {@code .} or {@code ..}, which would lead elsewhere. */
  static boolean hasDots(String path) {
    return DOTS.matcher(path).matches();
  }

  private static String segment(String place, String value) {
    if (value.isEmpty() || hasDots(value) || CONTROL.matcher(value).find()) {
      throw new DriverException(
          Reason.INVALID,
          "'"
              + Words.plain(value)
              + "' cannot stand for "
              + place
              + " in a path: it is empty, has '..' or '.' between slashes, or control characters");
    }
    return encode(value);
  }

  /** Of UTF-8; what is not unreserved by RFC 3986 is encoded. */
  static String encode(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return encoded.toString();
  }
}
