package org.hansa.drivers.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.energy.EnergySourceFacet;
import org.hansa.core.driver.energy.PowerMeterFacet;
import org.hansa.core.driver.energy.PowerState;
import org.hansa.core.driver.energy.SupplyState;
import org.hansa.core.driver.machine.BareMetalFacet;
import org.hansa.core.driver.machine.BareMetalSpec;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyTest {

  private static final Instant NOON = Instant.parse("2026-06-03T10:00:00Z");

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = Bench.at(folder, "luebeck");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Map<String, PowerState> read() {
    Map<String, PowerState> all = new HashMap<>();
    bench.facet(PowerMeterFacet.class).read(Bench.soon()).forEach(p -> all.put(p.name(), p));
    return all;
  }

  private void place(String uid, String cpu) {
    bench
        .facet(WorkloadFacet.class)
        .apply(uid, WorkloadsTest.spec(cpu, 1 << 30, Map.of()), Bench.soon());
  }

  @Test
  void joulesAreTheWattsOfEachTime() {
    read();
    // Wednesday 10 to 11 UTC is 11 to 12 of standard time: 'shifts' says 82 per cent.
    bench.pass(Duration.ofMinutes(30));
    assertThat(read().get("sense-16-1").joules()).contains(new BigDecimal(48 * 1800));
    place("w", "16");
    place("v", "16");
    // Half of all cores are asked for, and 82 per cent of these are busy.
    BigDecimal watts = new BigDecimal("122.6"); // 48 + (230 - 48) x 0.5 x 0.82
    assertThat(read().get("sense-16-1").watts()).isEqualByComparingTo(watts);
    bench.pass(Duration.ofMinutes(10));
    assertThat(read().get("sense-16-1").joules().orElseThrow())
        .isEqualByComparingTo(new BigDecimal(48 * 1800 + 73572));
    PowerState site = read().get("luebeck");
    assertThat(site.scope()).isEqualTo(PowerState.Scope.SITE);
    // Four hosts and two servers that are off, times the PUE of 1.30.
    assertThat(site.watts()).isEqualByComparingTo("655.8"); // (4 x 122.62 + 2 x 7) x 1.3
    assertThat(site.source()).isEqualTo("simulator");
  }

  @Test
  void aServerDrawsWhenItIsOn() {
    assertThat(read().get("metal-bare-32-1").watts()).isEqualByComparingTo("7");
    BareMetalSpec on =
        new BareMetalSpec(
            "x", "metal-bare-32-1", Optional.empty(), List.of(), Optional.empty(), true);
    bench.facet(BareMetalFacet.class).apply("c", on, Bench.soon());
    bench.pass(Duration.ofSeconds(100));
    PowerState drawn = read().get("metal-bare-32-1");
    assertThat(drawn.watts()).isEqualByComparingTo("271.3"); // 95 + 215 x 0.82
    assertThat(drawn.joules().orElseThrow()).isEqualByComparingTo("27130");
  }

  @Test
  void joulesNeverFallWhateverHappensAndOutliveARestart() {
    Random random = new Random(7);
    Map<String, BigDecimal> before = new HashMap<>();
    Map<String, String> runs = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      bench.pass(Duration.ofMillis(random.nextInt(10_000_000)));
      String uid = "w" + random.nextInt(5);
      switch (random.nextInt(4)) {
        case 0, 1 -> place(uid, Integer.toString(1 + random.nextInt(8)));
        case 2 -> bench.facet(WorkloadFacet.class).remove(uid, Bench.soon());
        default -> bench.reopen();
      }
      read()
          .forEach(
              (name, power) -> {
                BigDecimal joules = power.joules().orElseThrow();
                assertThat(joules)
                    .isGreaterThanOrEqualTo(before.getOrDefault(name, BigDecimal.ZERO));
                before.put(name, joules);
                assertThat(runs.merge(name, power.run(), (a, b) -> b)).isEqualTo(power.run());
              });
    }
    assertThat(runs.values()).hasSizeGreaterThan(5);
    assertThat(before.get("luebeck")).isPositive();
  }

  private List<SupplyState> supply(Instant from, Duration time) {
    return bench.facet(EnergySourceFacet.class).supply(from, from.plus(time), Bench.soon());
  }

  @Test
  void hoursFollowOneAnotherMeasuredAndThenForeseen() {
    List<SupplyState> hours = supply(NOON.minus(Duration.ofDays(2)), Duration.ofDays(4));
    assertThat(hours).hasSize(96);
    for (int i = 0; i < 96; i++) {
      Instant begin = NOON.minus(Duration.ofDays(2)).plus(Duration.ofHours(i));
      assertThat(hours.get(i).from()).isEqualTo(begin);
      assertThat(hours.get(i).forecast()).isEqualTo(i >= 48);
      assertThat(hours.get(i).currency()).contains("EUR");
      assertThat(hours.get(i).renewable().orElseThrow()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
    }
    assertThat(supply(NOON, Duration.ofDays(31))).hasSize(169);
    assertThat(supply(NOON.plus(Duration.ofDays(60)), Duration.ofDays(1))).isEmpty();
    assertThat(Bench.reason(() -> supply(NOON, Duration.ofDays(31).plusNanos(1))))
        .isEqualTo(Reason.INVALID);
    assertThat(Bench.reason(() -> supply(NOON, Duration.ZERO))).isEqualTo(Reason.INVALID);
    assertThat(Bench.reason(() -> supply(NOON, Duration.ofDays(-1)))).isEqualTo(Reason.INVALID);
  }

  @Test
  void theSunShinesAtNoonAndForecastsErrMoreTheFartherTheyLook() {
    // Lübeck's 40 kW of sun in June are more than its four hosts take at noon.
    SupplyState night = supply(Instant.parse("2026-06-02T23:00:00Z"), Duration.ofHours(1)).get(0);
    SupplyState noon = supply(Instant.parse("2026-06-03T09:00:00Z"), Duration.ofHours(1)).get(0);
    assertThat(night.surplus().orElseThrow()).isZero();
    assertThat(noon.surplus().orElseThrow()).isPositive();
    assertThat(noon.carbon().orElseThrow()).isZero();
    assertThat(noon.renewable().orElseThrow()).isEqualByComparingTo("1");

    double near = 0;
    double far = 0;
    Instant begin = NOON.plus(Duration.ofDays(6));
    List<SupplyState> farOff = supply(begin, Duration.ofHours(20));
    bench.pass(Duration.ofDays(5));
    List<SupplyState> nearer = supply(begin, Duration.ofHours(20));
    bench.pass(Duration.ofDays(5));
    List<SupplyState> was = supply(begin, Duration.ofHours(20));
    for (int i = 0; i < 20; i++) {
      double truth = was.get(i).price().orElseThrow().doubleValue();
      near += Math.abs(nearer.get(i).price().orElseThrow().doubleValue() - truth);
      far += Math.abs(farOff.get(i).price().orElseThrow().doubleValue() - truth);
    }
    assertThat(near).isPositive().isLessThan(far);
    assertThat(supply(begin, Duration.ofHours(20))).isEqualTo(was);
  }
}
