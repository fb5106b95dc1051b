package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.version.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What partners are written against changes with its version, or not at all: a step of the minor
 * version where something comes, of the major where something goes or a partner must write more.
 * What is there was accepted in a file a package; {@code -Dhansa.api=accept} accepts a change whose
 * version has risen enough, {@code -Dhansa.api=anew} any, as long as no release has gone out.
 */
class ApiTest {

  /** What partners import. */
  private static final List<String> BUNDLES =
      List.of("core/api", "core/driver", "core/kit", "core/partner", "core/ssh");

  private static final Path ACCEPTED = Tree.ROOT.resolve("itests/house/src/test/resources/api");

  /** A package as it is. */
  record Exported(String name, Version version, aQute.bnd.service.diff.Tree tree) {
    @Override
    public String toString() {
      return name;
    }

    Path file() {
      return ACCEPTED.resolve(name + ".txt");
    }
  }

  static List<Exported> packages() throws Exception {
    List<Exported> packages = new ArrayList<>();
    for (String bundle : BUNDLES) {
      Path classes = Tree.ROOT.resolve("bundles").resolve(bundle).resolve("target/classes");
      for (aQute.bnd.service.diff.Tree tree : Api.packages(classes)) {
        packages.add(new Exported(tree.getName(), version(tree), tree));
      }
    }
    return packages;
  }

  private static Version version(aQute.bnd.service.diff.Tree tree) {
    return Stream.of(tree.getChildren())
        .filter(child -> child.getType() == aQute.bnd.service.diff.Type.VERSION)
        .map(child -> new Version(child.getName()))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void changesWithItsVersion(Exported now) throws Exception {
    String text = Api.text(now.tree());
    String said = System.getProperty("hansa.api", "");
    boolean accepts = said.equals("accept");
    if (said.equals("anew") || (accepts && !Files.exists(now.file()))) {
      Files.createDirectories(ACCEPTED);
      Files.writeString(now.file(), text);
    }
    assertThat(now.file()).as("accept it with -Dhansa.api=accept").exists();
    aQute.bnd.service.diff.Tree was = Api.read(Files.readString(now.file()));
    Delta delta = delta(was, now.tree());
    assertThat(now.version())
        .as("%s since %s: %s", delta, version(was), changes(was, now.tree()))
        .isGreaterThanOrEqualTo(least(version(was), delta));
    if (accepts) {
      Files.writeString(now.file(), text);
    }
    assertThat(text.lines())
        .as("the version has risen enough: accept it with -Dhansa.api=accept")
        .containsExactlyElementsOf(Files.readString(now.file()).lines().toList());
  }

  @Test
  void whatWasAcceptedIsStillThere() throws Exception {
    Set<String> there = packages().stream().map(p -> p.name() + ".txt").collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(ACCEPTED)) {
      assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(there);
    }
  }

  @Test
  void whatComesIsMinorAndWhatGoesIsMajor() throws Exception {
    aQute.bnd.service.diff.Tree tree =
        packages().stream()
            .filter(p -> p.name().equals("org.hansa.core.driver"))
            .findFirst()
            .orElseThrow()
            .tree();
    List<String> lines = Api.text(tree).lines().toList();
    List<String> less = new ArrayList<>(lines);
    int gone = less.indexOf("    METHOD MINOR MAJOR simulated()");
    less.subList(gone, gone + 2).clear();
    aQute.bnd.service.diff.Tree without = Api.read(String.join("\n", less));

    assertThat(delta(without, tree)).isEqualTo(Delta.MINOR);
    assertThat(delta(tree, without)).isEqualTo(Delta.MAJOR);
    assertThat(delta(tree, Api.read(String.join("\n", lines)))).isEqualTo(Delta.UNCHANGED);
  }

  private static Delta delta(aQute.bnd.service.diff.Tree was, aQute.bnd.service.diff.Tree now) {
    return now.diff(was).getDelta();
  }

  private static Version least(Version was, Delta delta) {
    return switch (delta) {
      case MAJOR, REMOVED -> new Version(was.getMajor() + 1, 0, 0);
      case MINOR, ADDED -> new Version(was.getMajor(), was.getMinor() + 1, 0);
      default -> was;
    };
  }

  private static List<String> changes(
      aQute.bnd.service.diff.Tree was, aQute.bnd.service.diff.Tree now) {
    List<String> changes = new ArrayList<>();
    collect(now.diff(was), changes);
    return changes;
  }

  private static void collect(Diff diff, List<String> changes) {
    if (diff.getDelta() == Delta.ADDED || diff.getDelta() == Delta.REMOVED) {
      changes.add(diff.getDelta() + " " + diff.getName());
      return;
    }
    diff.getChildren().forEach(child -> collect(child, changes));
  }
}
