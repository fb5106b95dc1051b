package org.hansa.core.api;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The name of one resource, written {@code Kind/tenant/name}.
 *
 * <p>A kind is a word in upper camel case; tenant and name are lower-case letters, digits, dots and
 * hyphens, at most 253 characters, as in DNS (RFC 1123), so that they fit into host names and tags
 * of external systems.
 */
public record Ref(String kind, String tenant, String name) implements Comparable<Ref> {

  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Comparator<Ref> ORDER =
      Comparator.comparing(Ref::kind).thenComparing(Ref::tenant).thenComparing(Ref::name);

  public Ref {
    check(KIND, "kind", kind, "a word that begins with a capital letter, at most 63 characters");
    check(NAME, "tenant", tenant, "lower-case letters, digits, '.' and '-', at most 253");
    check(NAME, "name", name, "lower-case letters, digits, '.' and '-', at most 253");
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

  private static void check(Pattern pattern, String what, String value, String rule) {
    if (value == null || value.length() > 253 || !pattern.matcher(value).matches()) {
      throw Problem.invalid(what, value, rule, "Choose another " + what + ".");
    }
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
