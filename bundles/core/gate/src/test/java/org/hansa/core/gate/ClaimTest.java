package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.SYSTEM;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
    house.host("4");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private BigDecimal taken() {
    return house.store.snapshot().claims(House.HOST).amount("cpu");
  }

  @Test
  void saysUnitFreeAndWanted() {
    house.as(SYSTEM, House.reservation("a", "3", "tcp/1"));
    Problem problem = house.refused(SYSTEM, House.reservation("b", "1.5"));
    assertThat(problem.reason()).isEqualTo(Problem.Reason.CONFLICT);
    assertThat(problem.getMessage()).contains("1 cpu free", "wanted are 1.5");
    assertThat(house.refused(SYSTEM, House.reservation("b", "0.5", "tcp/1")).getMessage())
        .contains("tcp/1");
    assertThat(house.refused(SYSTEM, House.reservation("b", "-1")).reason())
        .isEqualTo(Problem.Reason.INVALID);
    assertThat(taken()).isEqualByComparingTo("3");
  }

  @Test
  void twoInOneTransactionCountTogether() {
    Problem problem =
        house.refused(SYSTEM, House.reservation("a", "3"), House.reservation("b", "3"));
    assertThat(problem.reason()).isEqualTo(Problem.Reason.CONFLICT);
    assertThat(taken()).isEqualByComparingTo("0");
    assertThat(
            house
                .refused(SYSTEM, House.reservation("a", "1", "k"), House.reservation("b", "1", "k"))
                .reason())
        .isEqualTo(Problem.Reason.CONFLICT);
  }

  @Test
  void countsUntilItIsGone() {
    Ref a = Ref.parse("Reservation/demo/a");
    house.as(SYSTEM, House.reservation("a", "4"), new Change.Finalizer(a, "wdm", true));
    house.as(SYSTEM, Change.Delete.of(a));
    assertThat(house.refused(SYSTEM, House.reservation("b", "1")).reason())
        .isEqualTo(Problem.Reason.CONFLICT);
    house.as(SYSTEM, new Change.Finalizer(a, "wdm", false));
    house.as(SYSTEM, House.reservation("b", "1"));
    assertThat(taken()).isEqualByComparingTo("1");
  }

  @Test
  void aPoolStaysWhileSomethingIsReservedOfItAndItsOwnerWithIt() {
    Ref local = Ref.parse("Endpoint/system/local");
    Ref host = Ref.parse("Host/system/local.h");
    house.as(
        SYSTEM,
        House.put(local.toString(), "{\"driver\":\"process\",\"site\":\"s\"}"),
        House.owned(
            host.toString(),
            local.toString(),
            "{\"endpoint\":\"local\",\"site\":\"s\",\"host\":\"h\"}"),
        new Change.Status(host, Doc.parse("{\"allocatable\":{\"cpu\":4}}"), List.of()));
    house.as(SYSTEM, of(host, "a", "2.0"), of(host, "b", "1"));
    house.as(SYSTEM, Change.Delete.of(local));
    assertThat(house.get(host).isDeleting()).isTrue();
    assertThat(waitsFor(local)).contains(host.toString());
    assertThat(waitsFor(host)).contains("reserved of it", "3 cpu");
    house.as(SYSTEM, Change.Delete.of(Ref.parse("Reservation/demo/b")));
    assertThat(waitsFor(host)).contains("2 cpu");
    // The last one moves away rather than going: that too sets the pool free.
    house.as(SYSTEM, House.reservation("a", "2"));
    assertThat(house.has(host)).isFalse();
    assertThat(house.has(local)).isFalse();
  }

  private static Change.Put of(Ref pool, String name, String cpu) {
    return House.put(
        "Reservation/demo/" + name,
        "{\"pool\":\"" + pool + "\",\"amounts\":{\"cpu\":" + cpu + "}}");
  }

  private String waitsFor(Ref ref) {
    return house.gate.shown(house.get(ref)).condition(Shown.DELETING).orElseThrow().message();
  }

  @Test
  void aKeyAloneKeepsAPool() {
    house.as(SYSTEM, House.reservation("a", "0", "tcp/1"));
    house.as(SYSTEM, Change.Delete.of(House.HOST));
    assertThat(waitsFor(House.HOST)).contains("1 key");
    house.as(SYSTEM, Change.Delete.of(Ref.parse("Reservation/demo/a")));
    assertThat(house.has(House.HOST)).isFalse();
  }

  @Test
  void aNegativeAmountIsRefusedWhateverThePoolHas() {
    for (String pool : List.of(House.HOST.toString(), "Host/system/none")) {
      Problem problem = house.refused(SYSTEM, of(Ref.parse(pool), "a", "-0.5"));
      assertThat(problem.reason()).isEqualTo(Problem.Reason.INVALID);
      assertThat(problem.line())
          .contains("cpu of Reservation/demo/a '-0.5' is not zero or more", "takes");
    }
    // Neither does one below zero make room for another in the same transaction.
    assertThat(house.refused(SYSTEM, House.reservation("b", "5"), House.reservation("a", "-1")))
        .isNotNull();
    assertThat(taken()).isEqualByComparingTo("0");
  }

  @Test
  void givingBackIsPossibleWhenThePoolHasShrunk() {
    house.as(SYSTEM, House.reservation("a", "4"));
    house.as(
        SYSTEM,
        new Change.Status(House.HOST, Doc.parse("{\"allocatable\":{\"cpu\":1}}"), List.of()));
    house.as(SYSTEM, House.reservation("a", "2"));
    assertThat(house.refused(SYSTEM, House.reservation("a", "3")).reason())
        .isEqualTo(Problem.Reason.CONFLICT);
    assertThat(taken()).isEqualByComparingTo("2");
  }

  @Test
  void manyAtOnceNeverTakeMoreThanThereIs() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        all.add(threads.submit(() -> reserve(thread)));
      }
      int accepted = 0;
      for (Future<Integer> each : all) {
        accepted += each.get(60, TimeUnit.SECONDS);
      }
      assertThat(accepted).isEqualTo(13);
      assertThat(taken()).isEqualByComparingTo("3.9");
    } finally {
      threads.shutdownNow();
    }
  }

  private int reserve(int thread) {
    int accepted = 0;
    for (int i = 0; i < 20; i++) {
      try {
        house.as(SYSTEM, House.reservation("r" + thread + "-" + i, "0.3", "key" + i % 15));
        accepted++;
      } catch (Problem e) {
        assertThat(e.reason()).isEqualTo(Problem.Reason.CONFLICT);
      }
    }
    return accepted;
  }
}
