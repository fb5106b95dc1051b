package org.hansa.core.testing.workload;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.ForwardSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nothing can be forwarded to, and from. */
class ForwardSpecTest {

  private static void refused(int port, List<String> targets, String says) {
    assertThatThrownBy(() -> new ForwardSpec(port, targets).checked())
        .isInstanceOf(DriverException.class)
        .hasMessageContaining(says)
        .extracting(e -> ((DriverException) e).reason())
        .isEqualTo(DriverException.Reason.INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void fromWhatIsNoPort(int port) {
    refused(port, List.of(), "the forward's port is " + port + "; it must be 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "one:", ":80", "one:http", "::1:80", "one:80 ", "a,b:80"})
  void toWhatIsNoHostAndPort(String target) {
    refused(1, List.of(target), "the target '" + target + "' must be host:port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one:0", "[::1]:65536"})
  void toWhatIsNoPort(String target) {
    refused(1, List.of("one:1", target), "the port of the target '" + target + "' is ");
  }

  @Test
  void toMoreThanAThousand() {
    refused(1, Collections.nCopies(1_001, "one:1"), "there are 1001 targets; at most 1000");
  }

  @Test
  void nowhereYetOrToWhatCanBeReached() {
    new ForwardSpec(1, List.of()).checked();
    new ForwardSpec(65_535, List.of("one.example:1", "10.0.0.1:65535", "[fe80::1]:80")).checked();
  }
}
