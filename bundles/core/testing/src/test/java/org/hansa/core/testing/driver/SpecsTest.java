package org.hansa.core.testing.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.network.AddressRange;
import org.hansa.core.driver.network.VirtualNetworkSpec;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadSpec.Artifact;
import org.hansa.core.driver.workload.WorkloadSpec.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What specs say of themselves, so that no driver needs to. */
class SpecsTest {

  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private static WorkloadSpec workload(
      List<Artifact> artifacts, Map<String, String> env, Map<String, Integer> ports, String cpu) {
    return new WorkloadSpec(
        "w",
        "process",
        artifacts,
        List.of("run"),
        env,
        ports,
        Optional.of(new BigDecimal(cpu)),
        Optional.empty(),
        ports.isEmpty() ? Optional.empty() : Optional.of(new Probe("http", Optional.empty())),
        Optional.of(Duration.ZERO));
  }

  private static void refused(WorkloadSpec spec, String word) {
    assertThatThrownBy(spec::checked)
        .isInstanceOfSatisfying(
            DriverException.class,
            e -> assertThat(e.reason()).isEqualTo(DriverException.Reason.INVALID))
        .hasMessageContaining(word);
  }

  @Test
  void aWorkloadThatCouldRunNowhereIsRefusedWithItsValue() {
    WorkloadSpec good =
        workload(List.of(new Artifact("a/b", DIGEST, false)), Map.of(), Map.of("http", 80), "1");
    assertThat(good.checked()).isSameAs(good);
    for (String path : List.of("../x", "/x", "a/../../x", "")) {
      refused(workload(List.of(new Artifact(path, DIGEST, false)), Map.of(), Map.of(), "1"), path);
    }
    refused(workload(List.of(new Artifact("x", "md5:0", true)), Map.of(), Map.of(), "1"), "md5:0");
    refused(workload(List.of(), Map.of(), Map.of("http", 70_000), "1"), "70000");
    refused(workload(List.of(), Map.of(), Map.of("https", 443), "1"), "'http'");
    refused(workload(List.of(), Map.of(), Map.of(), "0"), "cpu");
  }

  @Test
  void aDigestIsOfWhatIsWantedAndNotOfHowItIsWritten() {
    WorkloadSpec one = workload(List.of(), Map.of("A", "1", "B", "2"), Map.of(), "1.0");
    WorkloadSpec same = workload(List.of(), Map.of("B", "2", "A", "1"), Map.of(), "1");
    WorkloadSpec other = workload(List.of(), Map.of("A", "1=B", "C", "2"), Map.of(), "1");
    assertThat(one.digest()).startsWith("sha256:").isEqualTo(same.digest());
    assertThat(one.digest()).isNotEqualTo(other.digest());
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/24, 10.1.0.255, true",
    "10.1.0.0/24, 10.1.1.0, false",
    "10.1.0.0/24, fd00::1, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "fd00:1::/64, fd00:1::9, true",
    "fd00:1::/64, fd00:2::9, false",
    "10.1.0.0/24, no.address, false"
  })
  void aRangeHoldsItsAddresses(String range, String address, boolean holds) {
    assertThat(AddressRange.of(range).holds(address)).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/33",
        "300.1.0.0/24",
        "10.1.0.1/24",
        "example/8",
        "/8",
        "::/"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> AddressRange.of(text))
        .isInstanceOf(DriverException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void aNetworkHasItsGatewayInItsRange() {
    assertThatThrownBy(
            () ->
                new VirtualNetworkSpec(
                        "n", "10.1.0.0/24", Optional.of("10.2.0.1"), List.of(), false)
                    .checked())
        .hasMessageContaining("10.2.0.1");
  }
}
