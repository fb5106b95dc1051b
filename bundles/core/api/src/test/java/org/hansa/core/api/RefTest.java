package org.hansa.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are as in DNS; kinds are words. */
class RefTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a-b", "a.b", "a--..b", "9z"})
  void isAName(String name) {
    assertThat(new Ref("Kind", name, name).toString()).isEqualTo("Kind/" + name + "/" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".", "-a", "a-", ".a", "a.", "A", "aB", "a_b", "a/b", "a b", "\u00e4", "a\n"
      })
  void isNoName(String name) {
    assertThatThrownBy(() -> new Ref("Kind", "a", name)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> new Ref("Kind", name, "a")).isInstanceOf(Problem.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kind", "9K", "K-d", "K.d", "K d", "K\u00e4", "Kd\n"})
  void isNoKind(String kind) {
    assertThatThrownBy(() -> new Ref(kind, "a", "b")).isInstanceOf(Problem.class);
  }

  @Test
  void bothAreBounded() {
    assertThat(new Ref("K".repeat(63), "a", "b".repeat(253)).name()).hasSize(253);
    assertThatThrownBy(() -> new Ref("K".repeat(64), "a", "b")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> new Ref("K", "a", "b".repeat(254))).isInstanceOf(Problem.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Thing", "Thing/a", "Thing/a/b/c", "/a/b", "Thing//b", "Thing/a/"})
  void isNoReference(String text) {
    assertThatThrownBy(() -> Ref.parse(text)).isInstanceOf(Problem.class);
  }

  @Test
  void theOrderIsByKindThenTenantThenName() {
    assertThat(List.of("A/b/c", "A/b/d", "A/c/a", "B/a/a").stream().map(Ref::parse)).isSorted();
  }
}
