package org.hansa.core.partner;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Which packages a driver needs of others, as the JDK's own tool finds them. */
final class Imports {

  private static final Set<String> JDK =
      ModuleLayer.boot().modules().stream()
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toSet());

  private Imports() {}

  /**
   * The value of Import-Package.
   *
   * @param own where the driver's classes are
   * @param embedded jars that it brings along
   * @throws Refused naming each package that a driver may not import
   */
  static String of(Path own, List<Path> embedded, House house) {
    Map<String, String> ranges = house.ranges();
    Set<String> needed = needed(List.of(own), embedded, house);
    if (!embedded.isEmpty()) {
      // What a library could use besides, and its maker left out, it does without.
      Set<String> theirs = needed(embedded, embedded, house);
      theirs.removeIf(name -> !ranges.containsKey(name) && !JDK.contains(name));
      needed.addAll(theirs);
    }
    Map<String, String> imports = new TreeMap<>();
    Set<String> refused = new TreeSet<>();
    for (String name : needed) {
      if (ranges.containsKey(name)) {
        imports.put(name, name + ";version=\"" + ranges.get(name) + "\"");
      } else if (JDK.contains(name)) {
        if (!name.startsWith("java.")) {
          imports.put(name, name);
        }
      } else {
        refused.add(name);
      }
    }
    if (!refused.isEmpty()) {
      throw new Refused(
          "a driver imports the driver contract, org.slf4j and the JDK, but not "
              + refused
              + ": put the jar that has it into lib");
    }
    return String.join(",", imports.values());
  }

  /** What these classes need that is neither theirs nor embedded. */
  private static Set<String> needed(List<Path> roots, List<Path> embedded, House house) {
    ToolProvider jdeps =
        ToolProvider.findFirst("jdeps")
            .orElseThrow(() -> new Refused("this Java has no jdeps: use a JDK 17"));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    List<Path> others = Compiler.together(List.of(embedded, house.contract()));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--multi-release",
                "17",
                "-verbose:package",
                "--ignore-missing-deps",
                "-cp",
                Compiler.path(others)));
    roots.forEach(root -> arguments.add(root.toString()));
    int status = jdeps.run(out, out, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new Refused("jdeps could not read what was compiled:\n" + said);
    }
    Set<String> inside = new TreeSet<>();
    Set<String> needed = new TreeSet<>();
    for (String line : said.toString().lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length >= 3 && words[1].equals("->") && line.startsWith("   ")) {
        inside.add(words[0]);
        needed.add(words[2]);
      }
    }
    needed.removeAll(inside);
    embedded.forEach(jar -> needed.removeAll(packages(jar)));
    return needed;
  }

  private static Set<String> packages(Path jar) {
    try (java.util.jar.JarFile file = new java.util.jar.JarFile(jar.toFile())) {
      return file.stream()
          .map(java.util.jar.JarEntry::getName)
          .filter(name -> name.endsWith(".class") && name.contains("/"))
          .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
          .collect(Collectors.toSet());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
