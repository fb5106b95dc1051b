package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folder = artifact = module = part of a feature; the first page is one screen; files are short.
 */
class TreeTest {

  /** What tests are made with, and what others carry in their own jars. */
  private static final Set<String> NOT_INSTALLED =
      Set.of("org.hansa.core.testing", "org.hansa.core.console", "org.hansa.platform.place");

  @ParameterizedTest
  @MethodSource("bundles")
  void aBundleIsNamedBuiltAndShipped(Path bundle) {
    String name = Tree.name(bundle);

    assertThat(Tree.read(bundle.resolve("pom.xml")))
        .contains("<artifactId>" + name + "</artifactId>");
    assertThat(Tree.read(Tree.ROOT.resolve("pom.xml")))
        .contains("<module>" + Tree.ROOT.relativize(bundle) + "</module>");
    assertThat(
            NOT_INSTALLED.contains(name)
                ? "mvn:org.hansa/" + name + "/"
                : Tree.read(Tree.ROOT.resolve("features/src/main/feature/feature.xml")))
        .contains("mvn:org.hansa/" + name + "/");
  }

  @Test
  void theReadmeIsOneScreen() {
    List<String> lines = Tree.read(Tree.ROOT.resolve("README.md")).lines().toList();

    assertThat(lines).hasSizeLessThanOrEqualTo(60).allMatch(line -> line.length() <= 140);
  }

  @Test
  void noClassIsLongerThanAReaderCanHold() {
    Stream<Path> sources =
        Tree.bundles().stream().flatMap(bundle -> Tree.files(bundle, ".java").stream());

    assertThat(sources)
        .allSatisfy(file -> assertThat(Tree.read(file).lines().count()).isLessThan(500));
  }

  @Test
  void everyLinkLeadsSomewhere() {
    Pattern link = Pattern.compile("]\\(([^):#]+)\\)");

    assertThat(Tree.files(Tree.ROOT, ".md"))
        .allSatisfy(
            page ->
                assertThat(link.matcher(Tree.read(page)).results().map(found -> found.group(1)))
                    .allSatisfy(target -> assertThat(page.resolveSibling(target)).exists()));
  }

  static List<Path> bundles() {
    return Tree.bundles();
  }
}
