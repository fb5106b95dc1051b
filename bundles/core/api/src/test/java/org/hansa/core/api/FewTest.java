package org.hansa.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FewTest {

  /** In whatever order the content comes. */
  @Property(tries = 200)
  void aFewAreAsATreeOfThemIs(@ForAll @Size(max = 8) Map<String, String> content) {
    SortedMap<String, String> tree = new TreeMap<>(content);
    SortedMap<String, String> backwards = new TreeMap<>(Comparator.reverseOrder());
    backwards.putAll(content);
    for (Map<String, String> from : List.of(content, tree, backwards)) {
      SortedMap<String, String> few = Few.of(from);
      assertThat(few).isEqualTo(tree).hasSameHashCodeAs(tree);
      assertThat(tree).isEqualTo(few);
      assertThat(few.entrySet()).containsExactlyElementsOf(tree.entrySet());
      assertThat(few.keySet()).containsExactlyElementsOf(tree.keySet());
      assertThat(few).isEqualTo(Few.of(tree));
      content.keySet().forEach(key -> assertThat(few.get(key)).isEqualTo(content.get(key)));
      assertThat(few.containsKey("what is not there")).isFalse();
      assertThat(Few.of(few)).isSameAs(few);
    }
  }

  @Property(tries = 200)
  void aFewNamesAreAsATreeOfThemIs(@ForAll @Size(max = 8) Set<String> content) {
    SortedSet<String> tree = new TreeSet<>(content);
    SortedSet<String> few = FewNames.of(content);
    assertThat(few).isEqualTo(tree).hasSameHashCodeAs(tree);
    assertThat(tree).isEqualTo(few);
    assertThat(few).containsExactlyElementsOf(tree);
    assertThat(few.containsAll(content)).isTrue();
    assertThat(few.contains("what is not there")).isFalse();
    assertThat(FewNames.of(few)).isSameAs(few);
  }

  @Test
  void partsAndEndsAreThoseOfTheOrder() {
    SortedMap<String, Integer> few = Few.of(Map.of("b", 2, "a", 1, "c", 3));
    assertThat(few.firstKey()).isEqualTo("a");
    assertThat(few.lastKey()).isEqualTo("c");
    assertThat(few.headMap("b")).containsOnlyKeys("a");
    assertThat(few.tailMap("b")).containsOnlyKeys("b", "c");
    assertThat(few.subMap("b", "c")).containsOnlyKeys("b");
    SortedSet<String> names = FewNames.of(few.keySet());
    assertThat(names.first() + names.last()).isEqualTo("ac");
    assertThat(names.headSet("b")).containsExactly("a");
    assertThat(names.tailSet("b")).containsExactly("b", "c");
    assertThat(names.subSet("b", "c")).containsExactly("b");
    assertThatThrownBy(() -> Few.of(Map.<String, String>of()).firstKey())
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> FewNames.of(Set.of()).last())
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  @SuppressWarnings("JdkObsolete") // these are what resources have
  void nothingOfItChanges() {
    SortedMap<String, Integer> few = Few.of(Map.of("a", 1));
    SortedSet<String> names = FewNames.of(Set.of("a"));
    assertThatThrownBy(() -> few.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> few.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(few::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> names.add("b")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> names.remove("a")).isInstanceOf(UnsupportedOperationException.class);
  }
}
