package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a test can be prolonged by: the profile, the table in {@code itests/README.md} and the code
 * name the same properties with the same figures. A flag that nothing reads is worse than none.
 */
class ExtendedTest {

  /**
   * @param usual how much of it without being asked
   * @param seed the property by which others are drawn, or nothing
   */
  private record Row(String property, String usual, String extended, String seed) {}

  private static final Pattern READ =
      Pattern.compile("get(?:Integer|Long)\\(\\s*\"(hansa\\.[A-Za-z.]+)\",([^;]+)\\)");
  private static final Pattern SET = Pattern.compile("<(hansa\\.[A-Za-z.]+)>(\\d+)</");
  private static final List<Row> ROWS = rows();

  /** The second argument of the call that reads it, bare. */
  private static final Map<String, String> READERS = readers();

  @Test
  void theProfileIsTheTable() {
    String pom = Tree.read(Tree.ROOT.resolve("pom.xml"));
    int from = pom.indexOf("<id>extended</id>");
    String profile = pom.substring(from, pom.indexOf("</profile>", from));
    Map<String, String> set = new TreeMap<>();
    SET.matcher(profile).results().forEach(found -> set.put(found.group(1), found.group(2)));

    Map<String, String> told = new TreeMap<>();
    ROWS.forEach(row -> told.put(row.property(), row.extended()));
    assertThat(set).isNotEmpty().isEqualTo(told);
  }

  @Test
  void theTableIsTheCode() {
    assertThat(ROWS)
        .allSatisfy(
            row -> {
              assertThat(READERS).containsEntry(row.property(), row.usual());
              assertThat(row.seed().isEmpty() || READERS.containsKey(row.seed())).isTrue();
            });
  }

  /** Each name has one meaning: it stands in one row. */
  @Test
  void nothingIsReadThatTheTableDoesNotHave() {
    List<String> told =
        ROWS.stream()
            .flatMap(row -> Stream.of(row.property(), row.seed()))
            .filter(name -> !name.isEmpty())
            .toList();

    assertThat(told).doesNotHaveDuplicates().containsAll(READERS.keySet());
  }

  private static List<Row> rows() {
    return Tree.read(Tree.ROOT.resolve("itests/README.md"))
        .lines()
        .filter(line -> line.startsWith("| `hansa."))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(ExtendedTest::bare).toList())
        .map(cells -> new Row(cells.get(1), cells.get(3), cells.get(4), cells.get(6)))
        .toList();
  }

  /** Benchmarks have flags of their own. */
  private static Map<String, String> readers() {
    Map<String, String> all = new TreeMap<>();
    Stream.of("bundles", "camel-routes", "itests")
        .flatMap(folder -> Tree.files(Tree.ROOT.resolve(folder), ".java").stream())
        .flatMap(file -> READ.matcher(Tree.read(file)).results())
        .filter(found -> !found.group(1).startsWith("hansa.bench."))
        .forEach(found -> all.merge(found.group(1), bare(found.group(2)), ExtendedTest::twice));
    return all;
  }

  private static String twice(String one, String other) {
    return one + " and " + other;
  }

  /** {@code `hansa.kills`} and {@code 20,000} as they stand in code, without any signs. */
  private static String bare(String cell) {
    return cell.strip().replaceAll("[`,_]|(?<=\\d)L$", "");
  }
}
