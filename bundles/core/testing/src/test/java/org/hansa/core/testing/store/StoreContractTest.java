package org.hansa.core.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules, tried on a store that obeys them and on one that breaks each. */
class StoreContractTest {

  static List<StoreContract.Rule> rules() {
    return StoreContract.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRightStoreObeys(StoreContract.Rule rule) {
    assertThatCode(() -> rule.check().on(new Subject(Defect.NONE))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aDefectIsFoundByItsRule(Defect defect) {
    StoreContract.Rule rule =
        rules().stream().filter(r -> r.id().equals(defect.rule())).findFirst().orElseThrow();

    assertThat(catchThrowable(() -> rule.check().on(new Subject(defect)))).isNotNull();
  }

  @Test
  void noRuleIsWithoutADefect() {
    Stream<String> broken = Arrays.stream(Defect.values()).map(Defect::rule);

    assertThat(broken.filter(r -> !r.isEmpty()).distinct())
        .containsExactlyInAnyOrderElementsOf(rules().stream().map(StoreContract.Rule::id).toList());
  }

  private static final class Subject implements StoreContract.Subject {

    private PlainStore store;

    Subject(Defect defect) {
      store = new PlainStore(defect);
    }

    @Override
    public Store store() {
      return store;
    }

    @Override
    public Store reopen() {
      store = store.reopened();
      return store;
    }

    @Override
    public Optional<Store> another() {
      return Optional.of(store.elsewhere());
    }

    @Override
    public int retained() {
      return PlainStore.RETAINED;
    }

    /** More would say nothing of a store that is a list, whatever the run. */
    @Override
    public int many() {
      return 20_000;
    }

    @Override
    public void close() {}
  }
}
