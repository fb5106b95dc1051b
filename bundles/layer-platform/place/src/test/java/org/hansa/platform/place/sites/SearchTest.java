package org.hansa.platform.place.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.search.Dice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  private static final String HEAD =
      """
      hansa-place 1
      dimensions cpu
      zones 2
      zone north
      zone south
      pairs 1
      between north south cost 1 latency 30
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "10, 100, false, false",
    "10, 100, true, false",
    "10, 100, false, true",
    "12, 150, true, true"
  })
  void whatIsCountedMoveByMoveIsWhatItIsFromScratch(
      int sites, int workloads, boolean opening, boolean links) throws Exception {
    Instance instance = read(Text.generated(sites, workloads, opening, links, 3));
    Judge judge = new Judge(instance);
    Placement placement = new Placement(instance);
    Search search = new Search(placement, 1, Budget.ofMoves(1, () -> false));
    Dice dice = new Dice(5);
    assertThat(placement.unplaced()).isZero();
    int made = 0;

    for (int i = 0; i < 20_000; i++) {
      if (search.move(dice, 50_000_000)) {
        made++;
        assertThat(placement.cost()).isEqualTo(judge.cost(placement.all()));
        assertThat(judge.broken(placement.all())).isEmpty();
      }
    }

    assertThat(made).isGreaterThan(100);
  }

  @Test
  void findsTheBestOfAllPlacementsOrOneThatIsNearlyAsGood() throws Exception {
    int exact = 0;
    for (int i = 0; i < 20; i++) {
      Instance instance = read(Text.generated(3, 8, i % 2 == 0, i % 4 < 2, i));

      Placement found = solved(instance, 100_000);

      long best = best(instance);
      assertThat(found.unplaced()).isZero();
      assertThat(found.cost()).isBetween(best, best + best / 50);
      exact += found.cost() == best ? 1 : 0;
    }
    assertThat(exact).isGreaterThanOrEqualTo(17);
  }

  @Test
  void looksAtAllWhereThatCanBe() throws Exception {
    for (int i = 0; i < 20; i++) {
      Instance instance = read(Text.generated(3, 8, i % 2 == 0, i % 4 < 2, i));
      Placement found = new Placement(instance);

      assertThat(Exact.improve(found, 1_000_000)).isTrue();

      assertThat(found.cost()).isEqualTo(best(instance));
      assertThat(new Judge(instance).broken(found.all(), found.cost())).isEmpty();
    }
  }

  @Test
  void leavesWhatWasThereWhereItMayNotLookAtAll() throws Exception {
    Instance instance = read(Text.generated(10, 100, false, false, 3));
    Placement found = solved(instance, 100_000);
    int[] before = found.all();

    assertThat(Exact.improve(found, 1_000)).isFalse();

    assertThat(found.all()).isEqualTo(before);
  }

  private static long best(Instance instance) {
    Judge judge = new Judge(instance);
    int[] at = new int[instance.workloads().count()];
    int sites = instance.sites().count();
    long best = Long.MAX_VALUE;
    long all = (long) Math.pow(sites, at.length);
    for (long number = 0; number < all; number++) {
      long rest = number;
      for (int w = 0; w < at.length; w++) {
        at[w] = (int) (rest % sites);
        rest /= sites;
      }
      if (judge.broken(at).isEmpty()) {
        best = Math.min(best, judge.cost(at));
      }
    }
    return best;
  }

  /** The bound is what makes a gap believable: no placement may be below it. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void theBoundIsBelowAllPlacementsAndNotFar(boolean opening) throws Exception {
    Instance instance = read(Text.generated(20, 400, opening, false, 2));
    Placement placement = new Placement(instance);
    Search search = new Search(placement, 1, Budget.ofMoves(500_000, () -> false));

    search.improve();

    assertThat(placement.unplaced()).isZero();
    assertThat(search.bound()).isLessThanOrEqualTo((double) placement.cost());
    assertThat(placement.cost() / search.bound()).isLessThan(opening ? 1.05 : 1.01);
  }

  @Test
  void theSameSeedAndMovesFindTheSame() throws Exception {
    Instance instance = read(Text.generated(20, 300, true, true, 2));

    assertThat(solved(instance, 50_000).all()).isEqualTo(solved(instance, 50_000).all());
  }

  @Test
  void whoMustBeApartIsAndWhoMustBeTogetherGoesTogether() throws Exception {
    Instance instance =
        read(
            HEAD
                + """
                sites 4
                site n1 zone north capacity 3 price 2
                site n2 zone north capacity 3 price 2
                site s1 zone south capacity 3 price 1
                site s2 zone south capacity 3 price 1
                workloads 5
                workload a need 1
                workload b need 1
                workload c need 2
                workload d need 2
                workload e need 1
                groups 3
                group apart site a b
                group same zone c d
                group apart zone a e
                """);

    Placement found = solved(instance, 20_000);

    assertThat(found.unplaced()).isZero();
    assertThat(new Judge(instance).broken(found.all())).isEmpty();
    assertThat(found.at(0)).isNotEqualTo(found.at(1));
    // Six of the seven fit in the south, but a and e not both.
    assertThat(found.cost()).isEqualTo(8_000_000_000L);
  }

  @Test
  void whoSpeaksQuicklyIsNotFar() throws Exception {
    Instance instance =
        read(
            HEAD
                + """
                sites 2
                site n zone north capacity 4 price 5
                site s zone south capacity 2 price 1
                workloads 2
                workload a need 2
                workload b need 2
                links 1
                link a b within 20
                """);

    Placement found = solved(instance, 20_000);

    assertThat(found.at(0)).isEqualTo(found.at(1)).isZero();
  }

  @Test
  void whenNotAllHaveRoomTheMoreUrgentHaveIt() throws Exception {
    Instance instance =
        read(
            HEAD
                + """
                sites 1
                site n zone north capacity 4 price 5
                workloads 4
                workload a need 2
                workload b need 2 priority 2
                workload c need 2
                workload d need 2 priority 1
                """);

    Placement found = solved(instance, 20_000);

    assertThat(found.unplaced()).isEqualTo(2);
    assertThat(found.at(1)).isZero();
    assertThat(found.at(3)).isZero();
  }

  @Test
  void whatStandsMovesOnlyWhereThatRepays() throws Exception {
    String sites =
        """
        sites 2
        site dear zone north capacity 9 price 3
        site cheap zone south capacity 9 price 1
        workloads 2
        """;
    Instance instance =
        read(
            HEAD
                + sites
                + "workload a need 1 at dear move 1.9\nworkload b need 1 at dear move 2.1\n");

    Placement found = solved(instance, 20_000);

    assertThat(found.at(0)).isEqualTo(1);
    assertThat(found.at(1)).isZero();
    assertThat(found.cost()).isEqualTo(1_000_000_000L + 1_900_000_000L + 3_000_000_000L);
  }

  @Test
  void aGramCountsAsMuchAsItIsSaidTo() throws Exception {
    String rest =
        """
        zones 1
        zone z
        sites 2
        site clean zone z capacity 9 price 2 grams 10
        site dirty zone z capacity 9 price 1 grams 500
        workloads 1
        workload a need 1
        """;

    Placement cheap = solved(read("hansa-place 1\ndimensions cpu\n" + rest), 1_000);
    Placement green =
        solved(read("hansa-place 1\ndimensions cpu\ngramWeight 0.01\n" + rest), 1_000);

    assertThat(cheap.at(0)).isEqualTo(1);
    assertThat(green.at(0)).isZero();
  }

  @Test
  void aSiteOpensOnlyIfThatRepays() throws Exception {
    Instance instance =
        read(
            HEAD
                + """
                sites 2
                site cheap zone north capacity 9 price 1 open 5
                site dear zone north capacity 9 price 2 open 1
                workloads 3
                workload a need 1
                workload b need 1
                workload c need 1
                """);

    Placement found = solved(instance, 20_000);

    Set<Integer> open = new HashSet<>();
    for (int site : found.all()) {
      open.add(site);
    }
    assertThat(open).containsExactly(1);
    assertThat(found.cost()).isEqualTo(7_000_000_000L);
  }

  @Test
  void carbonThatCountsMuchIsCountedExactly() throws Exception {
    Instance instance =
        read(
            """
            hansa-place 1
            dimensions cpu
            gramWeight 100
            zones 1
            zone z
            sites 1
            site s zone z capacity 1 price 0 grams 100000
            workloads 1
            workload w need 0.001
            """);

    assertThat(solved(instance, 10).cost()).isEqualTo(10_000_000_000_000L);
  }

  @Test
  void whatHasRoomHasAPlaceHoweverDearItsTrafficIs() throws Exception {
    Instance instance =
        read(
            HEAD.replace("cost 1", "cost 1000")
                + """
                sites 2
                site a zone north capacity 10 price 1
                site b zone south capacity 10 price 1
                workloads 6
                workload u need 3
                workload v need 3
                workload w need 3
                workload x need 3
                workload y need 4
                workload z need 4
                links 5
                link u v traffic 1
                link v w traffic 1
                link w x traffic 1
                link x y traffic 1
                link y z traffic 1
                """);

    assertThat(solved(instance, 50_000).unplaced()).isZero();
  }

  @Test
  void theBoundIsNotAboveWhatIsExactlyFull() throws Exception {
    for (int i = 0; i < 10; i++) {
      StringBuilder text = new StringBuilder(HEAD + "sites 1\n");
      text.append("site s zone north capacity 100 price 0.123457\nworkloads 200\n");
      for (int w = 0; w < 200; w++) {
        text.append("workload w" + w + " need " + (w % 2 == 0 ? "0.3" : "0.7") + "\n");
      }
      Instance instance = read(text.toString());
      Placement placement = new Placement(instance);
      Search search = new Search(placement, i, Budget.ofMoves(1, () -> false));

      assertThat(placement.unplaced()).isZero();
      assertThat(Math.floor(search.bound())).isLessThanOrEqualTo((double) placement.cost());
    }
  }

  /** Of more than 256, it is counted where they are, and the others are not asked one by one. */
  @ParameterizedTest
  @ValueSource(strings = {"apart site", "same zone"})
  void largeGroupsKeepTheirRule(String rule) throws Exception {
    StringBuilder text = new StringBuilder(HEAD + "sites 320\n");
    for (int s = 0; s < 320; s++) {
      String zone = s % 2 == 0 ? "north" : "south";
      text.append("site s" + s + " zone " + zone + " capacity 4 price " + (1 + s % 7) + "\n");
    }
    text.append("workloads 300\n");
    StringBuilder group = new StringBuilder("groups 1\ngroup " + rule);
    for (int w = 0; w < 300; w++) {
      text.append("workload w" + w + " need 1\n");
      group.append(" w" + w);
    }
    Instance instance = read(text.append(group).append("\n").toString());

    Placement found = solved(instance, 30_000);

    assertThat(found.unplaced()).isZero();
    assertThat(new Judge(instance).broken(found.all(), found.cost())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 2", "2, 0"})
  void nothingIsPlacedWhereThereIsNothing(int sites, int workloads) throws Exception {
    StringBuilder text = new StringBuilder(HEAD + "sites " + sites + "\n");
    for (int s = 0; s < sites; s++) {
      text.append("site s" + s + " zone north capacity 4 price 1\n");
    }
    text.append("workloads " + workloads + "\n");
    for (int w = 0; w < workloads; w++) {
      text.append("workload w" + w + " need 1\n");
    }

    Placement found = solved(read(text.toString()), 1_000);

    assertThat(found.unplaced()).isEqualTo(workloads);
    assertThat(found.cost()).isZero();
  }

  /** Whoever has no time has a placement all the same, if a worse one. */
  @Test
  void allIsPlacedWhenTheTimeIsSpentBeforeItBegins() throws Exception {
    Instance instance = read(Text.generated(30, 300, true, true, 2));
    Placement placement = new Placement(instance);
    Search search = new Search(placement, 1, Budget.until(0, 1, () -> 5, () -> false));

    long moves = search.improve();

    assertThat(moves).isZero();
    assertThat(placement.unplaced()).isLessThan(30);
    assertThat(new Judge(instance).broken(placement.all(), placement.cost())).isEmpty();
  }

  private static Placement solved(Instance instance, long moves) {
    Placement placement = new Placement(instance);
    new Search(placement, 1, Budget.ofMoves(moves, () -> false)).improve();
    return placement;
  }

  private Instance read(String text) throws Exception {
    return Text.read(folder, text);
  }
}
