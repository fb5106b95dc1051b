package org.hansa.core.extensions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** Why an archive is not installed: what it would do to the house, or to itself. */
final class Admission {

  private static final Pattern HEADER_CLAUSE = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");
  private static final String OURS = "org.hansa.";
  private static final String CONTRACT = "org.hansa.core.driver";

  private static final Set<String> JDK =
      ModuleLayer.boot().modules().stream()
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toSet());

  private Admission() {}

  /**
   * @param going bundles that it replaces
   * @param former who has signed what it replaces
   * @param force true if others may be made anew, and another may have signed it than before
   */
  static List<String> troubles(
      House house, Archive archive, List<Bundle> going, Optional<String> former, boolean force) {
    List<String> troubles = new ArrayList<>();
    house.signers().trouble(archive.signer()).ifPresent(troubles::add);
    if (!force && former.isPresent() && !former.equals(archive.signer().map(Signer::text))) {
      troubles.add(
          "it is signed by "
              + archive.signer().map(Signer::text).orElse("nobody")
              + ", and what is there by "
              + former.get()
              + ": ask its maker, and force it if that is right");
    }
    Set<String> taken = house.exported(going);
    for (String name : packages(archive, "Export-Package")) {
      if (name.startsWith(OURS) || taken.contains(name)) {
        troubles.add("it exports " + name + ", which is another's: keep it private");
      }
    }
    if (isDriver(archive)) {
      packages(archive, "Import-Package").stream()
          .filter(name -> !mayDriversImport(name))
          .forEach(
              name ->
                  troubles.add(
                      "it is a driver and imports "
                          + name
                          + ": embed it; of others it has the driver contract, org.slf4j, OSGi and"
                          + " the JDK"));
    }
    for (String clause : clauses(archive, "Import-Package")) {
      if (clause.replace(" ", "").contains("resolution:=optional")) {
        troubles.add(
            "it imports "
                + name(clause)
                + " optionally, so that others' coming and going would stop it: embed it, or need it");
      }
    }
    archive
        .header("DynamicImport-Package")
        .ifPresent(
            value -> troubles.add("it imports " + value + " dynamically: name what it needs"));
    archive
        .header("Fragment-Host")
        .ifPresent(host -> troubles.add("it is a fragment, of " + host + ": make it a bundle"));
    archive
        .header("Require-Bundle")
        .ifPresent(
            value -> troubles.add("it requires the bundle " + value + ": import packages of it"));
    if (!force) {
      house.refreshed(going).stream()
          .filter(each -> House.extension(each).isEmpty())
          .forEach(
              each ->
                  troubles.add(
                      House.named(each)
                          + " would be made anew, for it uses what is replaced: force it, or do"
                          + " not export"));
    }
    return troubles;
  }

  private static boolean isDriver(Archive archive) {
    return packages(archive, "Import-Package").contains(CONTRACT) || offersDriver(archive);
  }

  /** True if it says that it brings one. */
  static boolean offersDriver(Archive archive) {
    return archive.header("Provide-Capability").orElse("").contains(CONTRACT + ".Driver")
        || archive.header("Hansa-Isolated-Driver").isPresent();
  }

  private static boolean mayDriversImport(String name) {
    return JDK.contains(name)
        || Stream.of("java.", "org.osgi.", CONTRACT + ".").anyMatch(name::startsWith)
        || Set.of(CONTRACT, "org.hansa.core.ssh", "org.slf4j").contains(name);
  }

  private static List<String> packages(Archive archive, String header) {
    return List.copyOf(
        clauses(archive, header).stream()
            .map(Admission::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String name(String clause) {
    return clause.split(";", 2)[0].strip();
  }

  private static List<String> clauses(Archive archive, String header) {
    List<String> clauses = new ArrayList<>();
    Matcher matcher = HEADER_CLAUSE.matcher(archive.header(header).orElse(""));
    while (matcher.find()) {
      clauses.add(matcher.group().strip());
    }
    return clauses;
  }
}
