package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadSpec.Probe;
import org.junit.jupiter.api.Test;

/** What a partner is asked for, and what is known again of it. */
class OrderTest {

  private static WorkloadSpec spec(
      Map<String, Integer> ports, Optional<Probe> ready, Duration grace, String cpu) {
    return new WorkloadSpec(
        "shop.web.0",
        "process",
        List.of(),
        List.of("serve"),
        Map.of("A", "b"),
        ports,
        Optional.of(new BigDecimal(cpu)),
        Optional.of(1L << 30),
        ready,
        Optional.of(grace),
        Optional.empty(),
        Optional.of("hall-rack.big"));
  }

  private static WorkloadSpec spec(Duration grace, String cpu) {
    return spec(Map.of(), Optional.empty(), grace, cpu);
  }

  @Test
  void whatIsReadBackIsWhatWasAskedFor() {
    WorkloadSpec normal =
        Order.normal(
            spec(
                Map.of("http", 21_001, "admin", 21_002),
                Optional.of(new Probe("http", Optional.of("/up"))),
                Duration.ofMillis(1_001),
                "100.0"));

    WorkloadSpec back = Order.of(normal).wanted().orElseThrow();

    assertThat(back.digest()).isEqualTo(normal.digest());
    assertThat(back.ports()).isEqualTo(normal.ports());
    assertThat(back.ready()).isEqualTo(normal.ready());
    assertThat(back.grace()).contains(Duration.ofSeconds(2));
    assertThat(back.host()).contains("hall-rack.big");
    assertThat(back.name()).isEqualTo("shop.web.0");
  }

  @Test
  void aContainerIsAskedForByItsImage() {
    WorkloadSpec container =
        new WorkloadSpec(
            "shop.web.0",
            "container",
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(1)),
            Optional.of("registry.example/web:1"),
            Optional.empty());

    WorkloadSpec back = Order.of(Order.normal(container)).wanted().orElseThrow();

    assertThat(back.image()).contains("registry.example/web:1");
    assertThat(back.digest()).isEqualTo(container.digest());
  }

  @Test
  void anotherHostIsAnotherOrder() {
    WorkloadSpec one = Order.normal(spec(Duration.ofSeconds(1), "1"));
    WorkloadSpec other =
        new WorkloadSpec(
            one.name(),
            one.runtime(),
            one.artifacts(),
            one.command(),
            one.env(),
            one.ports(),
            one.cpu(),
            one.memory(),
            one.ready(),
            one.grace(),
            one.image(),
            Optional.of("hall-rack.small"));

    assertThat(Order.of(other).wanted().orElseThrow().digest()).isNotEqualTo(one.digest());
  }

  @Test
  void whatSomebodyHasMadeSomethingElseIsNoOrderOfOurs() {
    Order.Part part =
        Order.of(Order.normal(spec(Duration.ofSeconds(1), "1"))).components().orElseThrow().get(0);
    Order.Part twice =
        new Order.Part(
            part.name(),
            part.runtime(),
            part.image(),
            part.artifacts(),
            part.command(),
            part.env(),
            Optional.of(2),
            part.requires(),
            part.ports(),
            part.ready(),
            part.graceSeconds());

    assertThat(new Order(Optional.empty(), Optional.of(List.of(part))).wanted()).isPresent();
    assertThat(new Order(Optional.empty(), Optional.of(List.of(twice))).wanted()).isEmpty();
    assertThat(new Order(Optional.empty(), Optional.of(List.of(part, part))).wanted()).isEmpty();
    assertThat(new Order(Optional.empty(), Optional.empty()).wanted()).isEmpty();
  }

  @Test
  void whatNoPartnerTakesIsRefusedBeforeItIsAsked() {
    Map<String, Integer> many =
        IntStream.range(0, 21).boxed().collect(Collectors.toMap(i -> "p" + i, i -> 21_000 + i));
    Duration second = Duration.ofSeconds(1);

    refused("an hour at most", spec(Duration.ofMinutes(61), "1"));
    refused("must be at most 10000", spec(second, "10001"));
    refused("there are 21 ports", spec(many, Optional.empty(), second, "1"));
    refused("the port 'HTTP'", spec(Map.of("HTTP", 21_001), Optional.empty(), second, "1"));
    refused(
        "the probe's path",
        spec(
            Map.of("http", 21_001),
            Optional.of(new Probe("http", Optional.of("/" + "x".repeat(300)))),
            second,
            "1"));
  }

  private static void refused(String words, WorkloadSpec spec) {
    Bench.fails(Reason.INVALID, words, () -> Order.normal(spec));
  }
}
