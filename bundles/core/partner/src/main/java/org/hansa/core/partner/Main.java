package org.hansa.core.partner;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.kit.Settings;

/** {@code bin/hansa-driver}: begins, builds and checks a driver outside of Hansa. */
public final class Main {

  private static final String HELP =
      """
      hansa-driver new NAME [--facet FACET] [--package PACKAGE] [--isolated]
                              begin a driver in the folder NAME; FACET is volume, or one of
                              %s
                              isolated, it runs in a process of its own: for code that may
                              crash or hang, or is not trusted with Hansa's memory
      hansa-driver build [FOLDER]
                              make FOLDER/build/NAME.kar
      hansa-driver check [FOLDER] [--rule ID]...
                              build it, and try it by the driver contract, by all rules or these

      In the distribution's folder doc: drivers, a page for each facet; quarry-driver, a whole
      driver for a vendor's REST API; contract, the sources of what a driver is written against.

        hansa-driver new acme-rig --package com.acme.rig && hansa-driver check acme-rig
        hansa-driver new acme-native --facet workload --isolated
      """;

  /** The one option without a value. */
  private static final String ISOLATED = "--isolated";

  private final Path home;
  private final PrintStream out;

  Main(Path home, PrintStream out) {
    this.home = home;
    this.out = out;
  }

  /**
   * @param args as they are typed; the property {@code hansa.home} says where Hansa was unpacked
   */
  public static void main(String... args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      System.exit(
          new Main(Path.of(System.getProperty("hansa.home", ".")), out).run(List.of(args)) ? 0 : 1);
    } catch (Refused e) {
      System.err.println("hansa-driver: " + e.getMessage());
      System.exit(2);
    }
  }

  /** True if all is well. */
  boolean run(List<String> args) throws Exception {
    Deque<String> words = new ArrayDeque<>();
    Map<String, Set<String>> options = new TreeMap<>();
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      if (word.equals(ISOLATED)) {
        options.put(word, Set.of());
      } else if (word.startsWith("--") && !word.equals("--help")) {
        if (i + 1 == args.size()) {
          throw new Refused(word + " needs a value: see --help");
        }
        options.computeIfAbsent(word, w -> new HashSet<>()).add(args.get(++i));
      } else {
        words.add(word);
      }
    }
    String verb = Optional.ofNullable(words.poll()).orElse("--help");
    Path folder = Path.of(Optional.ofNullable(words.poll()).orElse("."));
    switch (verb) {
      case "new" -> begin(folder, only(options, "--facet", "--package", ISOLATED));
      case "build" -> {
        only(options);
        build(folder);
      }
      case "check" -> {
        return check(folder, only(options, "--rule"));
      }
      case "--help", "help", "-h" ->
          out.print(HELP.replace("%s", columns(String.join(", ", Skeleton.facets()))));
      default -> throw new Refused("there is no '" + verb + "': see --help");
    }
    return true;
  }

  /** In lines that a terminal shows whole, below where the first begins. */
  private static String columns(String words) {
    return words.replaceAll("(.{1,52}), ", "$1,\n" + " ".repeat(24));
  }

  private static Map<String, Set<String>> only(Map<String, Set<String>> options, String... known) {
    options.keySet().stream()
        .filter(option -> !List.of(known).contains(option))
        .findFirst()
        .ifPresent(
            option -> {
              throw new Refused(option + " is not known here: see --help");
            });
    return options;
  }

  private static String one(Map<String, Set<String>> options, String option, String otherwise) {
    return options.getOrDefault(option, Set.of(otherwise)).iterator().next();
  }

  private void begin(Path folder, Map<String, Set<String>> options) throws Exception {
    String name = folder.getFileName().toString();
    if (Files.exists(folder)) {
      throw new Refused(folder + " is there already: choose another name");
    }
    Map<String, String> files =
        Skeleton.files(
            name,
            one(options, "--package", Skeleton.in(name)),
            one(options, "--facet", Skeleton.FACET),
            options.containsKey(ISOLATED));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      out.printf("%s, %d lines%n", path, file.getValue().lines().count());
    }
    out.println("Now: hansa-driver check " + folder);
  }

  private void build(Path folder) throws Exception {
    Build.Built built = new Build(Project.in(folder), House.of(home)).build();
    out.printf(
        "%s %s, driver '%s': %s%n", built.bundle(), built.version(), built.id(), built.kar());
  }

  private boolean check(Path folder, Map<String, Set<String>> options) throws Exception {
    build(folder);
    return new Check(Project.in(folder), House.of(home), out, Settings.DEFAULT)
        .check(options.getOrDefault("--rule", Set.of()));
  }
}
