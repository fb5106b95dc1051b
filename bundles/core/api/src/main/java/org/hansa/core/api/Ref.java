package org.hansa.core.api;

import java.util.Comparator;

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
  private static final Comparator<Ref> ORDER =
      Comparator.comparing(Ref::kind).thenComparing(Ref::tenant).thenComparing(Ref::name);

  public Ref {
    if (!isKind(kind)) {
      throw misnamed(
          "kind", kind, "a word that begins with a capital letter, at most 63 characters");
    }
    if (!isName(tenant)) {
      throw misnamed("tenant", tenant, "lower-case letters, digits, '.' and '-', at most 253");
    }
    if (!isName(name)) {
      throw misnamed("name", name, "lower-case letters, digits, '.' and '-', at most 253");
    }
  }

  /**
   * Reads the written form.
   *
   * @throws Problem INVALID if the text is not {@code Kind/tenant/name}
   */
  public static Ref parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw Problem.invalid("reference", text, "Kind/tenant/name", "Maybe a part is missing.");
    }
    return new Ref(parts[0], parts[1], parts[2]);
  }

  private static Problem misnamed(String what, String value, String rule) {
    return Problem.invalid(what, value, rule, "Choose another " + what + ".");
  }

  private static boolean isKind(String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_KIND || !isCapital(text, 0)) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!isSmall(text, i) && !isCapital(text, i)) {
        return false;
      }
    }
    return true;
  }

  /** Begins and ends with a letter or digit. Many are looked at, so by hand. */
  private static boolean isName(String text) {
    if (text == null
        || text.isEmpty()
        || text.length() > LONGEST_NAME
        || !isSmall(text, 0)
        || !isSmall(text, text.length() - 1)) {
      return false;
    }
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (!isSmall(text, i) && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isCapital(String text, int at) {
    return text.charAt(at) >= 'A' && text.charAt(at) <= 'Z';
  }

  /** Or a digit. */
  private static boolean isSmall(String text, int at) {
    char c = text.charAt(at);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(Ref other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + "/" + tenant + "/" + name;
  }
}
