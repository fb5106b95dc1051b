package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The map in {@code bundles/README.md} tells the truth about the tree. */
class MapTest {

  private record Row(String layer, String component, String bundle, String face, String state) {
    boolean absent() {
      return state.equals("absent");
    }
  }

  private static final Path BUNDLES = Tree.ROOT.resolve("bundles");
  private static final List<Row> ROWS = rows();

  @Test
  void hasEveryComponentOnce() {
    List<String> components =
        Tree.read(Path.of("src/test/resources/components.txt")).lines().toList();

    assertThat(components).hasSize(63);
    assertThat(ROWS)
        .extracting(row -> row.bundle() + " " + row.component())
        .containsExactlyElementsOf(components);
  }

  @Test
  void namesALayerAndAnInterfaceInEachRow() {
    assertThat(ROWS)
        .allSatisfy(
            row -> {
              assertThat(row.layer()).isNotBlank();
              assertThat(row.face()).isNotBlank();
              assertThat(row.state()).matches("works|absent|in part: .+");
            });
  }

  @Test
  void callsAbsentExactlyWhatHasNoFolder() {
    assertThat(ROWS)
        .allSatisfy(
            row ->
                assertThat(Files.isDirectory(BUNDLES.resolve(row.bundle()).resolve("src")))
                    .as("%s is called '%s'; its folder exists", row.bundle(), row.state())
                    .isEqualTo(!row.absent()));
  }

  @Test
  void knowsEveryFolderOfALayer() {
    List<String> mapped = ROWS.stream().map(Row::bundle).toList();

    assertThat(Tree.bundles())
        .filteredOn(
            bundle -> bundle.getParent().getFileName().toString().matches("(layer|domain)-.*"))
        .filteredOn(bundle -> !bundle.endsWith("api"))
        // A solver for components, and none itself.
        .filteredOn(bundle -> !bundle.endsWith("place"))
        .extracting((Function<Path, String>) bundle -> BUNDLES.relativize(bundle).toString())
        .isSubsetOf(mapped);
  }

  private static List<Row> rows() {
    return Tree.read(BUNDLES.resolve("README.md"))
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .filter(cells -> cells.size() == 7 && !cells.get(1).equals("layer"))
        .map(
            cells ->
                new Row(cells.get(1), cells.get(2), bare(cells.get(3)), cells.get(4), cells.get(5)))
        .toList();
  }

  /** {@code [a/b](a/b)} is {@code a/b}. */
  private static String bare(String cell) {
    return cell.replaceFirst("^\\[(.*)]\\(\\1\\)$", "$1");
  }
}
