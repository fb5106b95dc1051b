package org.hansa.core.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is woken has a turn, though it be woken at any moment. */
class TurnsTest {

  private final Machine machine = new Machine();
  private final List<String> ran = new ArrayList<>();
  private Runnable during = () -> {};
  private Optional<Duration> rest = Optional.empty();
  private final Turns turns = new Turns(machine.engine(), this::turn, () -> ran.add("last"));

  private void turn() {
    if (turns().isStopped()) {
      turns().over();
      return;
    }
    ran.add("turn");
    Runnable once = during;
    during = () -> {};
    once.run();
    turns().rest(rest);
  }

  private Turns turns() {
    return turns;
  }

  @Test
  void thereIsNoneBeforeItStarts() {
    turns.wake();
    machine.runAll();
    assertThat(ran).isEmpty();
    turns.start();
    machine.runAll();
    assertThat(ran).containsExactly("turn");
  }

  @Test
  void whoIsWokenDuringATurnHasOneMore() {
    during =
        () -> {
          turns.wake();
          turns.wake();
          assertThat(machine.waiting()).as("never twice at once").isZero();
        };
    turns.start();
    machine.runAll();
    assertThat(ran).containsExactly("turn", "turn");
    machine.pass(Duration.ofDays(1));
    assertThat(ran).hasSize(2);
  }

  @Test
  void whoRestsIsWokenByItsTimeOrSooner() {
    rest = Optional.of(Duration.ofSeconds(5));
    turns.start();
    machine.pass(Duration.ofSeconds(6));
    assertThat(ran).hasSize(2);
    turns.wake();
    machine.pass(Duration.ofSeconds(4));
    assertThat(ran).as("the former time counts no more").hasSize(3);
    machine.pass(Duration.ofSeconds(2));
    assertThat(ran).hasSize(4);
  }

  @Test
  void whoIsStoppedDuringATurnEndsAfterIt() {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    during =
        () -> {
          ends.add(turns.stop());
          turns.wake();
          assertThat(ends.get(0)).isNotDone();
        };
    turns.start();
    machine.runAll();
    assertThat(ran).containsExactly("turn", "last");
    assertThat(ends.get(0)).isDone();
  }

  @Test
  void whoIsStoppedAtRestEndsAtOnce() {
    rest = Optional.of(Duration.ofSeconds(5));
    turns.start();
    machine.runAll();
    assertThat(turns.stop()).isDone();
    turns.wake();
    machine.pass(Duration.ofDays(1));
    assertThat(ran).containsExactly("turn", "last");
  }
}
