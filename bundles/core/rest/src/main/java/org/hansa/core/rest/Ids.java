package org.hansa.core.rest;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.http.HttpServletRequest;

/**
 * By what a request is known: in its answer, in logs, and as the cause in the audit. The caller may
 * say it, by {@code X-Request-Id} or as the trace of {@code traceparent} (W3C Trace Context); what
 * could forge a line is passed over. Thread-safe.
 */
final class Ids {

  static final String HEADER = "X-Request-Id";

  private static final String TRACE = "traceparent";
  private static final int LONGEST = 64;

  /** Two digits, a trace of 32, a span of 16, flags of 2, and dashes between. */
  private static final int TRACE_LENGTH = 55;

  private static final int TRACE_FROM = 3;
  private static final int TRACE_TO = 35;

  /** Ids are not secret, so those that the door gives are counted, under a number of its own. */
  private final String own = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

  private final AtomicInteger given = new AtomicInteger();

  String of(HttpServletRequest request) {
    String id = request.getHeader(HEADER);
    if (id != null && isPlain(id)) {
      return id;
    }
    String trace = request.getHeader(TRACE);
    return trace != null && isTrace(trace)
        ? trace.substring(TRACE_FROM, TRACE_TO)
        : own + HexFormat.of().toHexDigits(given.getAndIncrement());
  }

  private static boolean isPlain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!word && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= LONGEST;
  }

  /** A later version may go on after another dash; a trace of zeros is none. */
  private static boolean isTrace(String text) {
    boolean whole =
        text.length() == TRACE_LENGTH
            || (text.length() > TRACE_LENGTH
                && text.charAt(TRACE_LENGTH) == '-'
                && !text.startsWith("00"));
    if (!whole || text.startsWith("ff")) {
      return false;
    }
    boolean some = false;
    for (int i = 0; i < TRACE_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == TRACE_FROM - 1 || i == TRACE_TO || i == TRACE_LENGTH - 3;
      boolean digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (dash ? c != '-' : !digit) {
        return false;
      }
      some |= i >= TRACE_FROM && i < TRACE_TO && c != '0';
    }
    return some;
  }
}
