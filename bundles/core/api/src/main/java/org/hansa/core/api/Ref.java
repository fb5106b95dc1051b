package org.hansa.core.api;

import java.util.function.Predicate;

/**
 * The name of one resource, written {@code Kind/tenant/name}.
 *
 * <p>A kind is a word in upper camel case; tenant and name are lower-case letters, digits, dots and
 * hyphens, at most 253 characters, as in DNS (RFC 1123), so that they fit into host names and tags
 * of external systems.
 */
public record Ref(String kind, String tenant, String name) implements Comparable<Ref> {

  private static final int LONGEST_KIND = 63;
  private static final int LONGEST_NAME = 253;

  public Ref {
    check(
        Ref::isKind,
        "kind",
        kind,
        "a word that begins with a capital letter, at most 63 characters");
    check(Ref::isName, "tenant", tenant, "lower-case letters, digits, '.' and '-', at most 253");
    check(Ref::isName, "name", name, "lower-case letters, digits, '.' and '-', at most 253");
  }

  /**
   * Reads the written form.
   *
   * @throws Problem INVALID if the text is not {@code Kind/tenant/name}
   */
  public static Ref parse(String text) {
    int first = text.indexOf('/');
    int second = text.indexOf('/', first + 1);
    if (first < 0 || second < 0 || text.indexOf('/', second + 1) >= 0) {
      throw Problem.invalid("reference", text, "Kind/tenant/name", "Maybe a part is missing.");
    }
    return new Ref(
        text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
  }

  private static void check(Predicate<String> rule, String what, String value, String says) {
    if (value == null || !rule.test(value)) {
      throw Problem.invalid(what, value, says, "Choose another " + what + ".");
    }
  }

  // By hand, not by a pattern: references are made at every step of every resource.

  private static boolean isKind(String text) {
    if (text.isEmpty() || text.length() > LONGEST_KIND || !isUpper(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isUpper(c) && !isLowerOrDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(String text) {
    int last = text.length() - 1;
    if (last < 0
        || last >= LONGEST_NAME
        || !isLowerOrDigit(text.charAt(0))
        || !isLowerOrDigit(text.charAt(last))) {
      return false;
    }
    for (int i = 1; i < last; i++) {
      char c = text.charAt(i);
      if (!isLowerOrDigit(c) && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(Ref other) {
    int order = kind.compareTo(other.kind);
    order = order == 0 ? tenant.compareTo(other.tenant) : order;
    return order == 0 ? name.compareTo(other.name) : order;
  }

  @Override
  public String toString() {
    return kind + "/" + tenant + "/" + name;
  }
}
