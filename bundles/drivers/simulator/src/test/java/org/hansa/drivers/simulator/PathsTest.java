package org.hansa.drivers.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.network.PathFacet;
import org.hansa.core.driver.network.PathSpec;
import org.hansa.core.driver.network.PathState;
import org.hansa.core.driver.network.PointFacet;
import org.hansa.core.driver.network.PointState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathsTest {

  private static final long GIGA = 1_000_000_000;

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = Bench.at(folder, "frankfurt");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static PathSpec spec(
      String from, String to, long bandwidth, Optional<Duration> latency, boolean spare) {
    return new PathSpec(
        "p", "hanse-wave." + from + ".1", "hanse-wave." + to + ".1", bandwidth, latency, spare);
  }

  private PathState apply(String uid, PathSpec spec) {
    return bench.facet(PathFacet.class).apply(uid, spec, Bench.soon()).state().orElseThrow();
  }

  private long free(String point) {
    return bench.facet(PointFacet.class).all(Bench.soon()).stream()
        .filter(p -> p.name().equals(point))
        .mapToLong(PointState::free)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesTheFastestWayThatIsWideEnough() {
    PathState one = apply("a", spec("hamburg", "paris", 300 * GIGA, Optional.empty(), false));
    assertThat(one.hops()).containsExactly("hamburg", "amsterdam", "brussels", "paris");
    assertThat(one.latency().orElseThrow()).isBetween(Duration.ofMillis(4), Duration.ofMillis(8));
    assertThat(free("hanse-wave.hamburg.1")).isEqualTo(100 * GIGA);

    PathSpec second =
        new PathSpec(
            "p", "hanse-wave.hamburg.2", "hanse-wave.paris.2", 300 * GIGA, Optional.empty(), false);
    assertThat(apply("b", second).hops()).containsExactly("hamburg", "frankfurt", "paris");
    PathSpec third =
        new PathSpec(
            "p", "hanse-wave.hamburg.3", "hanse-wave.paris.3", 300 * GIGA, Optional.empty(), false);
    assertThat(Bench.reason(() -> apply("c", third))).isEqualTo(Reason.EXHAUSTED);
    bench.facet(PathFacet.class).remove("a", Bench.soon());
    assertThat(free("hanse-wave.hamburg.1")).isEqualTo(400 * GIGA);
    assertThat(apply("c", third).hops()).contains("brussels");
  }

  @Test
  void aSpareWaySharesNothing() {
    PathState path = apply("a", spec("hamburg", "paris", GIGA, Optional.empty(), true));
    assertThat(path.spare()).isTrue();
    assertThat(path.hops()).containsExactly("hamburg", "amsterdam", "brussels", "paris");
    // Both ways from Lübeck meet again in Hamburg.
    assertThatThrownBy(() -> apply("b", spec("luebeck", "paris", GIGA, Optional.empty(), true)))
        .hasMessageContaining("from luebeck to paris there are no two ways apart");
    assertThatThrownBy(
            () -> apply("c", spec("luebeck", "paris", 11 * GIGA, Optional.empty(), false)))
        .hasMessageContaining("the point hanse-wave.luebeck.1 has 10000000000 of 10000000000");
  }

  @Test
  void oneThatIsNotFastEnoughIsNotMade() {
    assertThatThrownBy(
            () ->
                apply(
                    "a", spec("hamburg", "madrid", GIGA, Optional.of(Duration.ofMillis(5)), false)))
        .hasMessageContaining("more than the 5000 that were asked for");
    assertThat(bench.facet(PathFacet.class).list(Optional.empty(), Page.MOST, Bench.soon()).items())
        .isEmpty();
  }

  @Test
  void itsEndsStayAndItsBandwidthMayChange() {
    apply("a", spec("hamburg", "paris", GIGA, Optional.empty(), false));
    assertThat(
            Bench.reason(() -> apply("a", spec("hamburg", "lyon", GIGA, Optional.empty(), false))))
        .isEqualTo(Reason.INVALID);
    assertThat(
            apply("a", spec("hamburg", "paris", 400 * GIGA, Optional.empty(), false)).bandwidth())
        .isEqualTo(400 * GIGA);
    assertThat(free("hanse-wave.paris.1")).isZero();
    assertThat(
            Bench.reason(
                () -> apply("b", spec("hamburg", "nowhere", GIGA, Optional.empty(), false))))
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(
            Bench.reason(
                () -> apply("b", spec("hamburg", "hamburg", GIGA, Optional.empty(), false))))
        .isEqualTo(Reason.INVALID);
  }
}
