package org.hansa.core.shell;

import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;

/**
 * One condition on labels.
 *
 * @param value empty for any
 * @param equal false to leave out those that have it
 */
record Labels(String key, Optional<String> value, boolean equal) {

  /** {@code a=b}, {@code a!=b} or {@code a}. */
  static Labels parse(String text) {
    int at = text.indexOf('=');
    boolean not = at > 0 && text.charAt(at - 1) == '!';
    String key = at < 0 ? text : text.substring(0, not ? at - 1 : at);
    if (key.isBlank()) {
      throw Problem.invalid("label", text, "a=b, a!=b or a", "Correct it.");
    }
    return new Labels(
        key.trim(), at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1).trim()), !not);
  }

  boolean selects(Map<String, String> labels) {
    boolean has = labels.containsKey(key) && value.map(v -> v.equals(labels.get(key))).orElse(true);
    return has == equal;
  }
}
