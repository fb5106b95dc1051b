package org.hansa.platform.place.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hansa.platform.place.search.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdditionTest {

  @TempDir Path folder;

  @Test
  void whatIsAddedDisturbsNobodyAndKeepsAllRules() throws Exception {
    Instance instance = Text.read(folder, Text.generated(30, 300, false, true, 5));
    Placement placement = new Placement(instance);
    new Search(placement, 1, Budget.ofMoves(20_000, () -> false)).improve();
    Addition addition = new Addition(placement);
    int[] before = placement.all();
    addition.remove(10, 11, 12, 13, 14);

    boolean placed = addition.place(10, 11, 12, 13, 14);

    assertThat(placed).isTrue();
    int[] after = placement.all();
    for (int w = 0; w < before.length; w++) {
      if (w < 10 || w > 14) {
        assertThat(after[w]).isEqualTo(before[w]);
      }
    }
    assertThat(new Judge(instance).broken(after)).isEmpty();
    assertThat(new Judge(instance).cost(after)).isEqualTo(placement.cost());
  }

  @Test
  void allOrNoneAreAdded() throws Exception {
    Instance instance =
        Text.read(
            folder,
            """
            hansa-place 1
            dimensions cpu
            zones 1
            zone z
            sites 1
            site s zone z capacity 3 price 1
            workloads 2
            workload a need 2
            workload b need 2
            """);
    Placement placement = new Placement(instance);

    assertThat(new Addition(placement).place(0, 1)).isFalse();

    assertThat(placement.unplaced()).isEqualTo(2);
    assertThat(placement.left(0, 0)).isEqualTo(3_000);
  }
}
