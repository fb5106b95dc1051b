package org.hansa.core.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Problem;

/**
 * One condition on labels.
 *
 * @param value empty for any
 * @param equal false to leave out those that have it
 */
public record Labels(String key, Optional<String> value, boolean equal) {

  /** {@code a=b}, {@code a!=b} or {@code a}. */
  public static Labels parse(String text) {
    int at = text.indexOf('=');
    boolean not = at > 0 && text.charAt(at - 1) == '!';
    String key = at < 0 ? text : text.substring(0, not ? at - 1 : at);
    if (key.isBlank()) {
      throw Problem.invalid("label", text, "a=b, a!=b or a", "Correct it.");
    }
    return new Labels(
        key.trim(), at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1).trim()), !not);
  }

  /**
   * Conditions that an index can look for.
   *
   * @throws Problem INVALID on any but a=b
   */
  public static Map<String, String> equal(List<String> texts) {
    Map<String, String> all = new TreeMap<>();
    for (String text : texts) {
      Labels one = parse(text);
      if (!one.equal || one.value.isEmpty()) {
        throw Problem.invalid("label", text, "a=b: its kind is of the catalogue", "Use --search.");
      }
      all.put(one.key, one.value.get());
    }
    return all;
  }

  public boolean selects(Map<String, String> labels) {
    boolean has = labels.containsKey(key) && value.map(v -> v.equals(labels.get(key))).orElse(true);
    return has == equal;
  }
}
