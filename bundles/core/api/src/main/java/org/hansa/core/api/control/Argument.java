package org.hansa.core.api.control;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/**
 * What a {@link Function} may be asked with. It is checked before the function is called, and said
 * wherever functions are described.
 *
 * @param name a letter, then letters and digits
 * @param about one sentence
 * @param least of a number the least, of a text the fewest characters
 * @param most of a number the greatest, of a text the most characters
 * @param otherwise what it is if it is not given; empty if the function can do without
 */
public record Argument(
    String name, String about, Type type, long least, long most, Optional<String> otherwise) {

  /** NUMBER: whole, in decimal digits. */
  public enum Type {
    NUMBER,
    TEXT
  }

  public static Argument number(String name, String about, long least, long most, long otherwise) {
    return new Argument(
        name, about, Type.NUMBER, least, most, Optional.of(Long.toString(otherwise)));
  }

  /** A text that may be left out. */
  public static Argument text(String name, String about, int most) {
    return new Argument(name, about, Type.TEXT, 0, most, Optional.empty());
  }

  /**
   * What was given, and what is so if it was not.
   *
   * @throws Problem INVALID naming the first that is not known, with the nearest that is, or that
   *     does not fit
   */
  public static Map<String, String> checked(Collection<Argument> known, Map<String, String> given) {
    List<String> names = known.stream().map(Argument::name).sorted().toList();
    for (String name : new TreeMap<>(given).keySet()) {
      if (!names.contains(name)) {
        throw Problem.invalid(
            "argument",
            name,
            names.isEmpty() ? "left out: there are none here" : "one of " + names,
            Nearest.to(name, names)
                .map(near -> "Maybe '" + near + "' was meant.")
                .orElse("Leave it out."));
      }
    }
    Map<String, String> all = new TreeMap<>();
    for (Argument argument : known) {
      Optional.ofNullable(given.get(argument.name()))
          .map(argument::checked)
          .or(argument::otherwise)
          .ifPresent(value -> all.put(argument.name(), value));
    }
    return all;
  }

  private String checked(String value) {
    boolean fits =
        type == Type.TEXT
            ? value.length() >= least && value.length() <= most
            : value.matches("-?[0-9]{1,18}")
                && Long.parseLong(value) >= least
                && Long.parseLong(value) <= most;
    if (!fits) {
      throw Problem.invalid(name, value, rule(), "Correct it or leave it out.");
    }
    return value;
  }

  /** The bounds, for people: {@code a number from 1 to 10000}. */
  public String rule() {
    return type == Type.NUMBER
        ? "a number from " + least + " to " + most
        : "a text of " + (least == 0 ? "at most " : least + " to ") + most + " characters";
  }
}
