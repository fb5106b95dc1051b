package org.hansa.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is taken and given back, keys say what a plain set of texts says. */
class KeysTest {

  /** Around the edges of words, pages and the range, and what only looks like a number. */
  private static final List<String> SUFFIXES =
      List.of(
          "0", "1", "2", "62", "63", "64", "65", "127", "128", "2047", "2048", "20001", "65534",
          "65535", "65536", "99999", "100000", "00", "01", "-1", "+1", "1a", "", " 1", "x",
          "\u0661");

  @Provide
  Arbitrary<List<String>> steps() {
    Arbitrary<String> names = Arbitraries.of("tcp/", "udp/", "/", "", "a/b/");
    return names
        .flatMap(name -> Arbitraries.of(SUFFIXES).map(suffix -> name + suffix))
        .list()
        .ofMaxSize(60);
  }

  /** The first time that a key comes it is taken, the next time it is given back. */
  @Property(tries = 500)
  void keysSayWhatASetSays(
      @ForAll("steps") List<String> steps,
      @ForAll @IntRange(min = -2, max = 70_000) int one,
      @ForAll @IntRange(min = -2, max = 70_000) int other) {
    Keys keys = Keys.NONE;
    Set<String> model = new TreeSet<>();
    List<Keys> formers = new ArrayList<>();
    List<Set<String>> models = new ArrayList<>();
    for (String step : steps) {
      formers.add(keys);
      models.add(new TreeSet<>(model));
      assertThat(model.contains(step) ? keys.plus(step) : keys.minus(step)).isEqualTo(keys);
      keys = model.contains(step) ? keys.minus(step) : keys.plus(step);
      boolean known = model.add(step) || model.remove(step);
      assertThat(known).isTrue();
      same(keys, model, Math.min(one, other), Math.max(one, other));
    }
    for (int i = 0; i < formers.size(); i++) {
      same(formers.get(i), models.get(i), 0, 64);
    }
  }

  private static void same(Keys keys, Set<String> model, int first, int last) {
    assertThat(keys.size()).isEqualTo(model.size());
    assertThat(keys.isEmpty()).isEqualTo(model.isEmpty());
    for (String suffix : SUFFIXES) {
      assertThat(keys.contains("tcp/" + suffix)).isEqualTo(model.contains("tcp/" + suffix));
      assertThat(keys.contains(suffix)).isEqualTo(model.contains(suffix));
    }
    int from = Math.max(0, first);
    int to = Math.min(last, 65_535);
    assertThat(keys.count("tcp", first, last))
        .isEqualTo(
            (int) IntStream.rangeClosed(from, to).filter(n -> model.contains("tcp/" + n)).count());
    OptionalInt free =
        IntStream.rangeClosed(from, to).filter(n -> !model.contains("tcp/" + n)).findFirst();
    assertThat(keys.free("tcp", first, last)).isEqualTo(free);
    Keys again = Keys.of(model);
    assertThat(again).isEqualTo(keys).hasSameHashCodeAs(keys);
  }

  @Example
  void aRangeThatIsTakenWholeHasNoneFree() {
    Keys keys = Keys.of(IntStream.rangeClosed(100, 5000).mapToObj(n -> "tcp/" + n).toList());

    assertThat(keys.count("tcp", 0, 65_535)).isEqualTo(4901);
    assertThat(keys.free("tcp", 100, 5000)).isEmpty();
    assertThat(keys.free("tcp", 100, 5001)).hasValue(5001);
    assertThat(keys.free("tcp", 99, 5000)).hasValue(99);
    assertThat(keys.free("tcp", 7, 6)).isEmpty();
    assertThat(keys.minus("tcp/4096").free("tcp", 100, 5000)).hasValue(4096);
  }
}
