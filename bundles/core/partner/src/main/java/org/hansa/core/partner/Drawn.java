package org.hansa.core.partner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A facet and what it needs, in one class.
 *
 * @param objects what the class is called after
 * @param words for the places of the files
 */
record Drawn(String objects, Map<String, String> words) {

  /** What may stand in a facet's part, with the package that it is from. */
  private static final Map<String, String> JAVA =
      Map.of(
          "BigDecimal", "java.math",
          "Duration", "java.time",
          "Instant", "java.time",
          "List", "java.util",
          "Map", "java.util",
          "Optional", "java.util",
          "TreeMap", "java.util");

  static Drawn of(String facet) {
    List<Sketch> whole = Sketch.of(facet).whole();
    Optional<Sketch> made = whole.stream().filter(Sketch::isMade).findFirst();
    Sketch first = made.orElse(whole.get(0));
    String members = whole.stream().map(Sketch::members).collect(Collectors.joining("\n"));
    Optional<String> with = made.map(sketch -> sketch.word("with")).filter(w -> !w.isEmpty());
    Map<String, String> words = new TreeMap<>();
    words.put("OBJECTS", first.word("objects"));
    words.put("SAYS", first.word("says"));
    words.put("IMPLEMENTS", made.map(m -> " implements " + m.word("stem") + "Facet").orElse(""));
    words.put(
        "PARTS",
        "HttpCaller api"
            + (made.isPresent() ? ", String owner" : "")
            + with.map(w -> ", " + w).orElse(""));
    words.put(
        "ARGUMENTS",
        "api"
            + (made.isPresent() ? ", opening.installation()" : "")
            + with.map(w -> ", opening." + w.split(" ")[1] + "()").orElse(""));
    words.put(
        "ABILITIES",
        whole.stream()
            .map(sketch -> sketch.isMade() ? "vendor" : "vendor." + sketch.ability() + "()")
            .collect(Collectors.joining(", ")));
    words.put(
        "FACETS",
        whole.stream().map(s -> "`" + s.facet() + "`").collect(Collectors.joining(" and ")));
    words.put("IMPORTS", imports(members, whole));
    words.put("MEMBERS", members);
    return new Drawn(first.word("objects"), words);
  }

  private static String imports(String members, List<Sketch> whole) {
    Stream<String> java =
        JAVA.entrySet().stream()
            .filter(e -> members.matches("(?s).*\\b" + e.getKey() + "\\b.*"))
            .map(e -> e.getValue() + "." + e.getKey());
    Stream<String> contract =
        Stream.concat(
                Stream.of("", ".http"), whole.stream().map(sketch -> "." + sketch.word("package")))
            .map(name -> "org.hansa.core.driver" + name + ".*");
    return Stream.concat(java, contract).collect(Collectors.toCollection(TreeSet::new)).stream()
        .map(name -> "import " + name + ";\n")
        .collect(Collectors.joining());
  }
}
