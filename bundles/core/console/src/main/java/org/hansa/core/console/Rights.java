package org.hansa.core.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hansa.core.api.Grant;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Role;

/** Rights as people write them. */
public final class Rights {

  private static final List<String> VERBS =
      Arrays.stream(Grant.Verb.values()).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();

  private Rights() {}

  /**
   * {@code VERB,...:KIND,...}, or with {@code @SITE,...} behind it.
   *
   * @throws Problem INVALID if it is not so written
   */
  public static Role.Right parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw Problem.invalid("--may", text, "VERBS:KINDS", "Write read,write:Endpoint@paris.");
    }
    String rest = text.substring(colon + 1);
    int at = rest.indexOf('@');
    return new Role.Right(
        words(at < 0 ? rest : rest.substring(0, at)),
        words(text.substring(0, colon)).stream().map(Rights::verb).toList(),
        at < 0 ? List.of() : words(rest.substring(at + 1)));
  }

  public static Role.Spec role(Optional<String> description, List<String> rights) {
    return new Role.Spec(description, rights.stream().map(Rights::parse).toList());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static Grant.Verb verb(String word) {
    if (!VERBS.contains(word)) {
      throw Problem.invalid(
          "verb",
          word,
          "one of " + String.join(", ", VERBS),
          Nearest.to(word, VERBS).map(n -> "Maybe '" + n + "' was meant.").orElse("Correct it."));
    }
    return Grant.Verb.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
