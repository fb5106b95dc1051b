package org.hansa.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionsTest {

  private final Versions<String> versions = new Versions<>();

  @Test
  void theNewestIsGivenUnlessAnotherIsAskedFor() {
    versions.add("a", "1.9", "nine");
    versions.add("a", "1.10", "ten");
    versions.add("a", "1.2", "two");
    versions.add("b", "7", "seven");

    assertThat(versions.get("a", Optional.empty())).contains("ten");
    assertThat(versions.get("a", Optional.of("1.2"))).contains("two");
    assertThat(versions.get("a", Optional.of("1"))).isEmpty();
    assertThat(versions.get("c", Optional.empty())).isEmpty();
    assertThat(versions.of("a")).containsExactly("1.2", "1.9", "1.10");
    assertThat(versions.all()).hasSize(4);
  }

  @Test
  void ofTwoAlikeTheLastCounts() {
    String former = new String("one");
    String latter = new String("one");
    versions.add("a", "1", former);
    versions.add("a", "1", latter);

    assertThat(versions.get("a", Optional.empty()).orElseThrow()).isSameAs(latter);
    versions.remove(latter);
    assertThat(versions.get("a", Optional.of("1")).orElseThrow()).isSameAs(former);
    versions.remove(former);
    assertThat(versions.all()).isEmpty();
  }

  @Test
  void wordsCountLessThanMoreNumbers() {
    versions.add("a", "1.0.0.SNAPSHOT", "snapshot");
    versions.add("a", "1.0.1", "one");
    versions.add("a", "10", "ten");

    assertThat(versions.of("a")).containsExactly("1.0.0.SNAPSHOT", "1.0.1", "10");
  }

  @Test
  void whatComesBeforeAReleaseIsOlder() {
    versions.add("a", "1.0.0", "it");
    versions.add("a", "1.0.0-rc2", "second");
    versions.add("a", "1.0.0-rc1", "first");
    versions.add("a", "0.9.9", "former");

    assertThat(versions.of("a")).containsExactly("0.9.9", "1.0.0-rc1", "1.0.0-rc2", "1.0.0");
  }
}
