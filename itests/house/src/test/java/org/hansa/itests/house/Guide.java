package org.hansa.itests.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.kit.Kit;
import org.hansa.core.kit.Rule;

/** A page for each ability of the driver contract, made of its sources and of the rules. */
final class Guide {

  private static final Path SOURCES =
      Tree.ROOT.resolve("bundles/core/driver/src/main/java/org/hansa/core/driver");
  private static final Pattern NAME = Pattern.compile("String NAME = \"([a-z-]+)\";");
  private static final Pattern OF = Pattern.compile("(?:Facet<(\\w+), (\\w+)>|Inventory<(\\w+)>)");
  private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w+\\b");

  /** What every driver has to do with, in the order in which it meets it. */
  private static final List<String> COMMON =
      List.of(
          "Driver",
          "Opening",
          "Session",
          "Ability",
          "Inventory",
          "Facet",
          "Observed",
          "Page",
          "Trial",
          "Deadline",
          "DriverException");

  private final Map<String, Contract.Type> types;

  private Guide(Map<String, Contract.Type> types) {
    this.types = types;
  }

  /** Pages by file name. */
  static Map<String, String> pages() throws IOException {
    List<Path> files = Tree.files(SOURCES, ".java");
    Guide guide = new Guide(Contract.types(files));
    Map<String, String> pages = new TreeMap<>();
    StringBuilder index = new StringBuilder();
    for (Path file : files) {
      String source = Tree.read(file);
      Matcher name = NAME.matcher(source);
      if (name.find()) {
        String type = file.getFileName().toString().replace(".java", "");
        String page = name.group(1) + ".md";
        pages.put(page, guide.page(name.group(1), type, source));
        index
            .append("| [%s](%s) | ".formatted(name.group(1), page))
            .append(first(guide.types.get(type).about()))
            .append(" |\n");
      }
    }
    pages.put("common.md", guide.common());
    pages.put("README.md", front(index.toString()));
    return pages;
  }

  private static String front(String index) {
    return """
        # The driver contract, facet by facet

        Made of the contract's sources and of the kit's rules. `bin/hansa-driver --help` says how a driver is begun, built
        and tried; what every driver has to do with, whatever its facets, stands in [common](common.md).

        | facet | what it is |
        |---|---|
        %s
        ## What holds of every driver

        %s"""
        .formatted(index, rules(Optional.empty()));
  }

  private String common() {
    StringBuilder page = new StringBuilder("# What every driver has to do with\n");
    Set<String> shown = new TreeSet<>(COMMON);
    for (String each : COMMON) {
      Contract.Type type = types.get(each);
      page.append(section(type));
      for (String inner : type.inner()) {
        if (types.containsKey(inner) && shown.add(inner)) {
          page.append(section(types.get(inner)));
        }
      }
    }
    return page.toString();
  }

  private String page(String name, String facet, String source) {
    Contract.Type type = types.get(facet);
    StringBuilder page = new StringBuilder("# " + name + "\n\n" + type.about() + "\n");
    Set<String> shown = new TreeSet<>(COMMON);
    shown.add(facet);
    Deque<String> next = new ArrayDeque<>();
    Matcher of = OF.matcher(source);
    if (of.find()) {
      for (int group = 1; group <= 3; group++) {
        Optional.ofNullable(of.group(group)).ifPresent(next::add);
      }
    }
    Map<String, String> methods = new TreeMap<>(type.methods());
    methods.keySet().removeIf(m -> m.matches("\\S+ (name|spec|state)\\(\\)"));
    methods.keySet().forEach(method -> mentioned(method, next));
    while (!next.isEmpty()) {
      Contract.Type each = types.get(next.remove());
      if (shown.add(each.name())) {
        page.append(section(each));
        each.parts().keySet().forEach(part -> mentioned(part, next));
      }
    }
    if (!methods.isEmpty()) {
      page.append("\n## What it answers besides\n\n").append(table(methods));
    }
    page.append("\n## What holds\n\n").append(rules(Optional.of(name)));
    return page.toString();
  }

  /** The contract's types in a declaration. */
  private void mentioned(String declaration, Deque<String> next) {
    Matcher type = TYPE.matcher(declaration);
    while (type.find()) {
      if (types.containsKey(type.group())) {
        next.add(type.group());
      }
    }
  }

  private static String section(Contract.Type type) {
    StringBuilder text = new StringBuilder("\n## " + type.name() + "\n");
    if (!type.about().isEmpty()) {
      text.append("\n" + type.about() + "\n");
    }
    if (!type.parts().isEmpty()) {
      text.append("\n").append(table(type.parts()));
    }
    if (!type.methods().isEmpty()) {
      text.append("\n").append(table(type.methods()));
    }
    return text.toString();
  }

  private static String table(Map<String, String> rows) {
    StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
    rows.forEach((what, about) -> text.append("| `" + what + "` | " + about + " |\n"));
    return text.toString();
  }

  private static String rules(Optional<String> ability) {
    StringBuilder text = new StringBuilder("| rule | |\n|---|---|\n");
    for (Rule rule : Kit.rules()) {
      if (rule.ability().equals(ability)) {
        text.append("| `" + rule.id() + "` | " + rule.sentence() + " |\n");
      }
    }
    return text.toString();
  }

  private static String first(String about) {
    return about.replaceFirst("(?s)\\. .*", ".");
  }
}
