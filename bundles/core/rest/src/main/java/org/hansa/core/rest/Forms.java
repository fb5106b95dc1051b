package org.hansa.core.rest;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.MediaType;
import org.hansa.core.api.Problem;

/** In which form answers are wanted, and bodies come: JSON, or YAML (RFC 9512). */
final class Forms {

  static final String YAML = "application/yaml";

  private static final List<String> OURS = List.of(YAML, MediaType.APPLICATION_JSON);
  private static final int MOST = 64;

  private Forms() {}

  /** A kind of answers that is taken, and how gladly: in thousandths. */
  private record Range(String type, int weight) {}

  static boolean isYaml(String contentType) {
    return contentType != null && typeOf(contentType).equals(YAML);
  }

  static boolean isJson(String contentType) {
    return contentType != null && typeOf(contentType).equals(MediaType.APPLICATION_JSON);
  }

  private static String typeOf(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * True if YAML is rather wanted than JSON (RFC 9110, 12.5.1); who has no preference gets JSON.
   *
   * @throws Problem MALFORMED if a weight is none
   */
  static boolean ratherYaml(HttpServletRequest request) {
    List<Range> ranges = ranges(request);
    return weight(YAML, ranges) > weight(MediaType.APPLICATION_JSON, ranges);
  }

  /** What Accept says once JSON is taken for YAML: all else stands as it did. */
  static String withoutYaml(HttpServletRequest request) {
    StringBuilder accept = new StringBuilder(MediaType.APPLICATION_JSON);
    for (Range range : ranges(request)) {
      if (!OURS.contains(range.type())) {
        accept.append(", ").append(range.type()).append(";q=").append(range.weight() / 1000.0);
      }
    }
    return accept.toString();
  }

  private static List<Range> ranges(HttpServletRequest request) {
    List<Range> ranges = new ArrayList<>();
    Enumeration<String> headers = request.getHeaders("Accept");
    while (headers.hasMoreElements()) {
      for (String one : headers.nextElement().split(",", MOST)) {
        String[] parts = one.split(";", -1);
        int weight = 1000;
        for (int i = 1; i < parts.length; i++) {
          String parameter = parts[i].strip();
          if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
            weight = thousandths(parameter.substring(2));
          }
        }
        ranges.add(new Range(typeOf(parts[0]), weight));
      }
    }
    return ranges;
  }

  private static int thousandths(String weight) {
    if (!weight.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")) {
      throw new Problem(
          Problem.Reason.MALFORMED,
          "a weight in the header Accept is not from 0 to 1, with three decimals at most",
          "Write for instance application/yaml;q=0.5.");
    }
    return (int) Math.round(Double.parseDouble(weight) * 1000);
  }

  /** What names a type most closely counts for it. */
  private static int weight(String type, List<Range> ranges) {
    for (String name : List.of(type, "application/*", "*/*")) {
      int most = -1;
      for (Range range : ranges) {
        most = range.type().equals(name) ? Math.max(most, range.weight()) : most;
      }
      if (most >= 0) {
        return most;
      }
    }
    return 0;
  }
}
