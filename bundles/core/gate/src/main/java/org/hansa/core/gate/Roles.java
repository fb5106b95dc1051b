package org.hansa.core.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The built-in roles, as the table {@code roles.txt} beside this class says: role, kinds, verbs. A
 * verb that the table does not know is the name of a function and falls under {@code ask}.
 */
final class Roles {

  private static final Set<String> VERBS =
      Set.of("read", "write", "delete", "apply", "hold", "ask");
  private static final String ANY = "*";

  private final Map<String, Map<String, Set<String>>> table = new TreeMap<>();

  private Roles() {}

  static Roles builtIn() {
    try (InputStream in = Roles.class.getResourceAsStream("roles.txt")) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Roles parse(String text) {
    Roles roles = new Roles();
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(roles::line);
    return roles;
  }

  private void line(String line) {
    String[] cells = line.trim().split("\\s*\\|\\s*", -1);
    if (cells.length != 3) {
      throw new IllegalArgumentException("not 'role | kinds | verbs': " + line);
    }
    Set<String> verbs = Set.of(cells[2].split("\\s+"));
    if (!VERBS.containsAll(verbs)) {
      throw new IllegalArgumentException("a verb is none of " + VERBS + ": " + line);
    }
    for (String kind : cells[1].split("\\s+")) {
      table
          .computeIfAbsent(cells[0], r -> new TreeMap<>())
          .computeIfAbsent(kind, k -> new HashSet<>())
          .addAll(verbs);
    }
  }

  /** The verb under which it falls. */
  static String known(String verb) {
    return VERBS.contains(verb) ? verb : "ask";
  }

  boolean allow(Collection<String> roles, String verb, String kind) {
    return roles.stream().anyMatch(role -> allow(role, verb, kind));
  }

  boolean allow(String role, String verb, String kind) {
    String known = known(verb);
    return has(role, known, kind) || has(role, known, ANY);
  }

  /** The roles that would be enough, for the cure of a refusal. */
  List<String> enough(String verb, String kind) {
    return table.keySet().stream().filter(role -> allow(role, verb, kind)).toList();
  }

  private boolean has(String role, String verb, String kind) {
    return table.getOrDefault(role, Map.of()).getOrDefault(kind, Set.of()).contains(verb);
  }
}
