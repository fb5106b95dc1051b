package org.hansa.core.rest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.servlet.http.HttpServletRequest;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/** The query of a request, read strictly: each name once, only known names, well encoded. */
record Query(Map<String, String> values) {

  private static final int MOST = 32;
  private static final Query NONE = new Query(Map.of());

  /**
   * @throws Problem INVALID naming the nearest known parameter; MALFORMED if it is badly encoded
   */
  static Query of(HttpServletRequest request, String... known) {
    Query query = any(request);
    List<String> names = List.of(known);
    for (String name : query.values.keySet()) {
      if (!names.contains(name)) {
        String all = names.isEmpty() ? "There are none here." : "Allowed: " + sorted(names) + ".";
        throw Problem.invalid(
            "query parameter",
            name,
            "known here",
            Nearest.to(name, names).map(n -> "Maybe '" + n + "' was meant. " + all).orElse(all));
      }
    }
    return query;
  }

  /** Names that a function, not the door, knows. */
  static Query any(HttpServletRequest request) {
    String text = request.getQueryString();
    if (text == null || text.isEmpty()) {
      return NONE;
    }
    Map<String, String> values = new TreeMap<>();
    String[] parts = text.split("&", -1);
    if (parts.length > MOST) {
      throw Problem.invalid("query parameters", parts.length, "at most " + MOST, "Send less.");
    }
    for (String part : parts) {
      int sign = part.indexOf('=');
      String name = decode(sign < 0 ? part : part.substring(0, sign));
      String value = sign < 0 ? "" : decode(part.substring(sign + 1));
      if (!name.matches("[A-Za-z][A-Za-z0-9._-]{0,63}")) {
        throw Problem.invalid("query parameter", name, "a name", "Begin it with a letter.");
      }
      if (values.put(name, value) != null) {
        throw Problem.invalid("query parameter", name, "given once", "Give it once.");
      }
    }
    return new Query(values);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  int number(String name, int least, int most, int otherwise) {
    return (int) number(name, least, (long) most).orElse((long) otherwise).longValue();
  }

  Optional<Long> number(String name, long least, long most) {
    return text(name)
        .map(
            value -> {
              String rule = "a whole number from " + least + " to " + most;
              if (!value.matches("[0-9]{1,18}")
                  || Long.parseLong(value) < least
                  || Long.parseLong(value) > most) {
                throw Problem.invalid(name, value, rule, "Correct it or leave it out.");
              }
              return Long.parseLong(value);
            });
  }

  Optional<Instant> time(String name) {
    return text(name)
        .map(
            value -> {
              try {
                return Instant.parse(value);
              } catch (DateTimeException e) {
                throw Problem.invalid(
                    name, value, "a time", "Write it as 2026-01-31T12:00:00Z (ISO 8601, UTC).");
              }
            });
  }

  boolean flag(String name) {
    String value = values.getOrDefault(name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw Problem.invalid(name, value, "true or false", "Correct it or leave it out.");
    }
    return value.equals("true");
  }

  private static String sorted(List<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw misread();
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else if (c > 0x7e || c < 0x21) {
        throw misread();
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    try {
      String decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
      if (decoded.chars().anyMatch(Character::isISOControl)) {
        throw misread();
      }
      return decoded;
    } catch (CharacterCodingException e) {
      throw misread();
    }
  }

  private static Problem misread() {
    return new Problem(
        Problem.Reason.MALFORMED,
        "the query is not percent-encoded UTF-8 without control characters",
        "Encode names and values each by themselves.");
  }
}
