package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecsTest {

  private static WorkloadSpec spec(
      String runtime, List<String> command, Map<String, String> env, Map<String, Integer> ports) {
    return new WorkloadSpec(
        "n",
        runtime,
        List.of(),
        command,
        env,
        ports,
        Optional.of(new BigDecimal("1.50")),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(1)));
  }

  private static void refused(WorkloadSpec spec) {
    assertThatThrownBy(() -> Specs.check(spec))
        .isInstanceOfSatisfying(
            DriverException.class,
            e -> assertThat(e.reason()).isEqualTo(DriverException.Reason.INVALID));
  }

  /** Written down: another version of the driver must see no change where there is none. */
  @Test
  void theDigestStands() {
    WorkloadSpec spec = spec("process", List.of("a", "b"), Map.of("X", "1", "Y", "2"), Map.of());
    assertThat(Specs.digest(spec))
        .isEqualTo(
            Specs.digest(spec("process", List.of("a", "b"), Map.of("Y", "2", "X", "1"), Map.of())))
        .isEqualTo("sha256:2cd3c277e78a8c49151d184df779274226e0f1ddb49023bf972457b563b0cf2e")
        .isNotEqualTo(
            Specs.digest(spec("process", List.of("ab"), Map.of("X", "1", "Y", "2"), Map.of())));
  }

  @Test
  void whatCannotRunIsRefused() {
    refused(spec("container", List.of("a"), Map.of(), Map.of()));
    refused(spec("process", List.of(), Map.of(), Map.of()));
    refused(spec("process", List.of("a\0"), Map.of(), Map.of()));
    refused(spec("process", List.of("a"), Map.of("A B", "1"), Map.of()));
    refused(spec("process", List.of("a"), Map.of("HANSA_UID", "1"), Map.of()));
    refused(spec("process", List.of("a"), Map.of(), Map.of("p", 0)));
    refused(spec("process", List.of("a"), Map.of(), Map.of("p", 1, "q", 1)));
    refused(spec("process", List.of("x".repeat(200_000)), Map.of(), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".x", "a/b", "a:b", "a b", "a\nb"})
  void aUidThatIsNoPlainWordIsRefused(String uid) {
    assertThatThrownBy(() -> Specs.uid(uid)).isInstanceOf(DriverException.class);
  }
}
