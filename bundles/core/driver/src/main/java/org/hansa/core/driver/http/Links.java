package org.hansa.core.driver.http;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException.Reason;

/**
 * Reads {@code Link} headers; what cannot be read fails, for it may be the way to the next page.
 */
final class Links {

  private static final String VALUE = "(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^\",;\\s]*+))";
  private static final Pattern PARAMETER =
      Pattern.compile("\\G\\s*+;\\s*+([\\w!#$%&'*+.^`|~-]++)(?:\\s*+=\\s*+" + VALUE + ")?");
  private static final Pattern TARGET = Pattern.compile("\\G[\\s,]*+<([^>]*+)>");
  private static final Pattern END = Pattern.compile("\\G[\\s;]*+(?:,|$)");

  private Links() {}

  static Optional<String> next(Answer answer) {
    Set<String> next = new LinkedHashSet<>();
    for (String header : answer.raw().headers().allValues("Link")) {
      if (!read(header, next)) {
        throw answer
            .asked()
            .failure(Reason.INTERNAL, "the answer's Link header is no list of links");
      }
    }
    if (next.size() > 1) {
      throw answer.asked().failure(Reason.INTERNAL, "the answer has several next pages");
    }
    return next.stream().findFirst();
  }

  private static boolean read(String header, Set<String> next) {
    int at = 0;
    Matcher target = TARGET.matcher(header);
    while (!header.substring(at).isBlank()) {
      if (!target.find(at)) {
        return false;
      }
      at = target.end();
      Optional<String> relation = Optional.empty();
      Matcher parameter = PARAMETER.matcher(header);
      while (parameter.find(at)) {
        at = parameter.end();
        String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
        // The first of them counts.
        if (relation.isEmpty() && parameter.group(1).equalsIgnoreCase("rel")) {
          relation = Optional.of(value == null ? "" : value);
        }
      }
      Matcher end = END.matcher(header);
      if (!end.find(at)) {
        return false;
      }
      at = end.end();
      if (relation.map(Links::isNext).orElse(false)) {
        next.add(target.group(1));
      }
    }
    return true;
  }

  private static boolean isNext(String relations) {
    return Arrays.stream(relations.strip().split("\\s+")).anyMatch("next"::equalsIgnoreCase);
  }
}
