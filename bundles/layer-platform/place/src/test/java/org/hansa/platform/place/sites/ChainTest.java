package org.hansa.platform.place.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.hansa.platform.place.search.Budget;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workloads that something passes through, and traffic that is priced by where it comes from. */
class ChainTest {

  private static final int NOWHERE = Placement.NOWHERE;

  @TempDir Path folder;

  private Instance instance;

  /** Three zones in a row, one site each; the first is the cheapest. */
  @BeforeEach
  void read() throws Exception {
    instance =
        Text.read(
            folder,
            """
                hansa-place 1
                dimensions cpu
                zones 3
                zone a
                zone b
                zone c
                pairs 3
                between a b cost 1 latency 10
                between b c cost 1 latency 10
                between a c cost 1 latency 20
                sites 3
                site sa zone a capacity 2 price 1
                site sb zone b capacity 3 price 2
                site sc zone c capacity 1 price 3 labels c
                workloads 4
                workload w need 1
                workload x need 1
                workload y need 1
                workload z need 1 requires c
                """);
  }

  private Instance with(Links links, Chain... chains) {
    return new Instance(
        instance.dimensions(),
        instance.zones(),
        instance.sites(),
        instance.workloads(),
        links,
        instance.groups(),
        0,
        List.of(chains));
  }

  private boolean allows(int[][] stages, int within, int... at) {
    Chain chain = new Chain(stages, within);
    return chain.allows(0, at[0], at, instance.sites().zones(), instance.zones());
  }

  @Test
  void theSlowestWayCounts() {
    int[][] stages = {{0, 1}, {2}, {3}};

    assertThat(allows(stages, 20_000, 0, 0, 1, 2)).isTrue();
    assertThat(allows(stages, 19_999, 0, 0, 1, 2)).isFalse();
    // One of the first stage is at the third site: 20 ms back and none there.
    assertThat(allows(stages, 20_000, 2, 0, 0, 2)).isFalse();
    assertThat(allows(stages, 40_000, 2, 0, 0, 2)).isTrue();
  }

  @Test
  void whatHasNoPlaceAddsNothingYet() {
    int[][] stages = {{0}, {1}, {2}, {3}};

    assertThat(allows(stages, 0, 0, NOWHERE, 2, NOWHERE)).isTrue();
    assertThat(allows(stages, 9_999, 0, 1, NOWHERE, 2)).isFalse();
    assertThat(allows(stages, 10_000, 0, 1, NOWHERE, 2)).isTrue();
  }

  @Test
  void allIsPlacedSoThatTheChainIsQuickEnough() {
    Chain chain = new Chain(new int[][] {{0}, {1}, {2}, {3}}, 10_000);
    Instance chained = with(Links.none(4), chain);

    Placement searched = new Placement(chained);
    long unused = new Search(searched, 1, Budget.ofMoves(20_000, () -> false)).improve();
    Placement looked = new Placement(chained);
    assertThat(Exact.improve(looked, 100_000)).isTrue();

    assertThat(looked.unplaced()).isZero();
    assertThat(new Judge(chained).broken(looked.all(), looked.cost())).isEmpty();
    assertThat(searched.unplaced()).isLessThanOrEqualTo(1);
    assertThat(new Judge(chained).broken(searched.all(), searched.cost())).isEmpty();
    assertThat(new Judge(chained).broken(new int[] {0, 0, 1, 2}))
        .contains("the way through a chain with w is too long");
  }

  @Test
  void eachWayIsPricedByWhereItComesFrom() {
    instance.zones().between(1, 0, 5, 10_000);
    // The first sends 3 and gets 7 from the second.
    Links links =
        new Links(
            new int[] {0, 1, 2, 2, 2},
            new int[] {1, 0},
            new long[] {3, 7},
            new int[] {Links.ANY, Links.ANY},
            new long[] {7, 3});
    Instance linked = with(links);
    Placement placement = new Placement(linked);
    long room = new Costs(linked).of(0, 0) + new Costs(linked).of(1, 1);

    placement.move(0, 0);
    placement.move(1, 1);

    assertThat(placement.cost() - room).isEqualTo(3 * 1_000_000L + 7 * 5);
    assertThat(new Judge(linked).cost(placement.all())).isEqualTo(placement.cost());
    placement.move(0, 1);
    assertThat(new Judge(linked).cost(placement.all())).isEqualTo(placement.cost());
  }
}
