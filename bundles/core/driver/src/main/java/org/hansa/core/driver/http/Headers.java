package org.hansa.core.driver.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** What may stand in a header of a request: nothing that could end it and begin another. */
final class Headers {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\x80-\\xff\\t]*");

  /** Of the connection or of the caller; who sets them by hand has another way meant for that. */
  private static final Set<String> KEPT =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "expect",
          "host",
          "proxy-authorization",
          "te",
          "transfer-encoding",
          "upgrade");

  private Headers() {}

  static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new DriverException(
          Reason.INVALID, "'" + Words.plain(name) + "' is no name of a header");
    }
    return name;
  }

  /** The name of one that a request may set. */
  static String free(String name) {
    if (KEPT.contains(name(name).toLowerCase(Locale.ROOT))) {
      throw new DriverException(
          Reason.INVALID, "the header " + name + " is not set by a request, but by its caller");
    }
    return name;
  }

  static String value(String name, String value) {
    if (!VALUE.matcher(value).matches()) {
      throw new DriverException(
          Reason.INVALID,
          "the header " + name + " cannot have the value '" + Words.plain(value) + "'");
    }
    return value;
  }

  /** The same for what is not shown. */
  static String secret(String name, String value) {
    if (value.isBlank() || !VALUE.matcher(value).matches()) {
      throw new DriverException(
          Reason.INVALID, "the secret for the header " + name + " is empty or not in one line");
    }
    return value;
  }
}
