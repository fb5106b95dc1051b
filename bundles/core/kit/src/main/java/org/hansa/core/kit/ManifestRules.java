package org.hansa.core.kit;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a driver's bundle asks of the container, and offers it. */
final class ManifestRules {

  private static final String IMPORT = "Import-Package";

  /** The contract, what it gives for use by drivers, logging and OSGi. */
  private static final Pattern OURS =
      Pattern.compile("org\\.hansa\\.core\\.driver(\\..+)?|org\\.hansa\\.core\\.ssh");

  private static final Pattern OTHERS = Pattern.compile("org\\.slf4j(\\..+)?|org\\.osgi\\..+");
  private static final Pattern RANGE = Pattern.compile("[\\[(][0-9][^,]*,[0-9].*[\\])]");

  private ManifestRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            "manifest-imports",
            "Its bundle imports only the contract, org.slf4j, OSGi and the JDK.",
            ManifestRules::imports),
        Rule.of(
            "manifest-firm",
            "Its bundle imports nothing optionally or dynamically, and requires no bundle.",
            ManifestRules::firm),
        Rule.of(
            "manifest-ranges",
            "Its bundle says which versions of the contract it can use.",
            ManifestRules::ranges),
        Rule.of(
            "manifest-exports",
            "Its bundle exports no package of Hansa or the JDK.",
            ManifestRules::exports));
  }

  private static Manifest manifest(Stage stage) {
    return stage.subject().manifest().orElseThrow(() -> Unmet.untried("its manifest is not known"));
  }

  private static void imports(Stage stage) {
    Set<String> jdk = jdk();
    Predicate<String> allowed =
        p -> OURS.matcher(p).matches() || OTHERS.matcher(p).matches() || jdk.contains(p);
    List<String> offending = new ArrayList<>();
    for (Clauses clause : Clauses.of(manifest(stage), IMPORT)) {
      clause.names().stream().filter(allowed.negate()).forEach(offending::add);
    }
    Broken.unless(
        offending.isEmpty(),
        "it imports " + String.join(", ", offending) + "; embed what is a library");
  }

  /** What the modules of the JDK export to everybody. */
  private static Set<String> jdk() {
    return ModuleLayer.boot().modules().stream()
        .map(Module::getDescriptor)
        .filter(m -> m.name().startsWith("java.") || m.name().startsWith("jdk."))
        .flatMap(m -> m.exports().stream())
        .filter(e -> !e.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toSet());
  }

  private static void firm(Stage stage) {
    Manifest manifest = manifest(stage);
    for (Clauses clause : Clauses.of(manifest, IMPORT)) {
      Broken.unless(
          !"optional".equals(clause.said().get("resolution:")),
          "it imports " + clause.names() + " optionally: it would be refreshed when that comes");
    }
    for (String header : List.of("DynamicImport-Package", "Require-Bundle", "Fragment-Host")) {
      List<Clauses> clauses = Clauses.of(manifest, header);
      Broken.unless(clauses.isEmpty(), "it has " + header + ": " + clauses);
    }
  }

  private static void ranges(Stage stage) {
    for (Clauses clause : Clauses.of(manifest(stage), IMPORT)) {
      String range = clause.said().getOrDefault("version", "");
      for (String name : clause.names()) {
        Broken.unless(
            !OURS.matcher(name).matches() || RANGE.matcher(range).matches(),
            "it imports " + name + " in any version from '" + range + "' on");
      }
    }
  }

  private static void exports(Stage stage) {
    Set<String> jdk = jdk();
    for (Clauses clause : Clauses.of(manifest(stage), "Export-Package")) {
      for (String name : clause.names()) {
        Broken.unless(
            !name.startsWith("org.hansa.core.") && !jdk.contains(name), "it exports " + name);
      }
    }
  }
}
