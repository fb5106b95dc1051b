package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;
import org.junit.jupiter.api.Test;

class PartitionsTest {

  private static final Duration TTL = Duration.ofSeconds(6);
  private static final Ref THING = new Ref("Thing", "demo", "a");
  private static final int ITS = Leases.partition(THING);
  private static final int OTHER = (ITS + 1) % Leases.PARTITIONS;

  private record Due(long at, Runnable work) {}

  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final List<String> told = new ArrayList<>();
  private final FakeLeases leases = new FakeLeases();
  private Runnable losing = () -> {};
  private long time = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos(); // it wraps around

  private final Partitions partitions =
      new Partitions(
          leases,
          Partitions.Terms.of("one"),
          this::later,
          this::later,
          () -> time,
          new Partitions.Listener() {
            @Override
            public void lost(Set<Integer> moved) {
              told.add("lost " + moved + " holding " + partitions().count());
              losing.run();
            }

            @Override
            public void gained(Set<Integer> moved) {
              told.add("gained " + moved + " holding " + partitions().count());
            }
          });

  private Partitions partitions() {
    return partitions;
  }

  private void later(Runnable work, Duration after) {
    queue.add(new Due(passed + after.toNanos(), work));
  }

  private long passed;

  private void pass(Duration most) {
    long until = passed + most.toNanos();
    while (!queue.isEmpty() && queue.peek().at() <= until) {
      Due next = queue.poll();
      to(next.at());
      next.work().run();
    }
    to(until);
  }

  private void to(long when) {
    time += when - passed;
    passed = when;
  }

  private static final class FakeLeases implements Leases {
    private Map<Integer, Long> epochs = Map.of(ITS, 1L);
    private long revision = 10;
    private boolean away;
    private boolean left;
    private Runnable renewing = () -> {};

    @Override
    public Held renew(String node, Duration ttl) {
      if (away) {
        throw new Problem(Problem.Reason.UNAVAILABLE, "no database", "Wait.");
      }
      renewing.run();
      left = false;
      return new Held(epochs, revision, ttl);
    }

    @Override
    public void leave(String node) {
      left = node.equals("one");
    }
  }

  @Test
  void actsOnWhatItHoldsOnceItsStateHasComeFarEnough() {
    assertThat(partitions.mine(THING)).isFalse();

    partitions.start();
    pass(Duration.ZERO);

    assertThat(told).containsExactly("gained [" + ITS + "] holding 1");
    assertThat(partitions.mine(THING)).isTrue();
    assertThat(partitions.fence(THING, 9)).isEmpty();
    assertThat(partitions.fence(THING, 10)).contains(new Fence(ITS, 1));
  }

  @Test
  void aRenewalThatChangesNothingTellsNothingAndAsksForNoNewerState() {
    partitions.start();
    pass(Duration.ZERO);
    leases.revision = 99;

    pass(Duration.ofMinutes(1));

    assertThat(told).hasSize(1);
    assertThat(partitions.fence(THING, 10)).contains(new Fence(ITS, 1));
  }

  @Test
  void whatMovedIsLostBeforeTheRestIsGained() {
    partitions.start();
    pass(Duration.ZERO);
    leases.epochs = Map.of(OTHER, 4L);

    pass(Duration.ofSeconds(2));

    assertThat(told)
        .containsExactly(
            "gained [" + ITS + "] holding 1",
            "lost [" + ITS + "] holding 0",
            "gained [" + OTHER + "] holding 1");
    assertThat(partitions.mine(THING)).isFalse();
  }

  @Test
  void whatAnotherHeldMeanwhileIsAnotherFence() {
    partitions.start();
    pass(Duration.ZERO);
    Fence first = partitions.fence(THING, 10).orElseThrow();
    leases.epochs = Map.of(ITS, 3L);
    leases.revision = 20;

    pass(Duration.ofSeconds(2));

    assertThat(partitions.holds(first)).isFalse();
    assertThat(partitions.fence(THING, 19)).isEmpty();
    assertThat(partitions.fence(THING, 20)).contains(new Fence(ITS, 3));
    assertThat(told).hasSize(3);
  }

  /** Which of them were given away with the answer that was lost, nobody knows. */
  @Test
  void itIsSureOfNothingUntilARenewalIsAnswered() {
    partitions.start();
    pass(Duration.ZERO);
    assertThat(partitions.sure(THING, 10)).contains(new Fence(ITS, 1));
    leases.away = true;
    pass(Duration.ofSeconds(2));

    assertThat(partitions.sure(THING, 10)).isEmpty();
    assertThat(partitions.fence(THING, 10)).contains(new Fence(ITS, 1));

    leases.away = false;
    pass(Duration.ofSeconds(2));
    assertThat(partitions.sure(THING, 10)).contains(new Fence(ITS, 1));
  }

  @Test
  void withoutTheDatabaseItStopsWhenItsLeaseRunsOutAndGoesOnWhenItIsBack() {
    partitions.start();
    pass(Duration.ZERO);
    leases.away = true;

    pass(TTL.minusNanos(1));
    assertThat(partitions.mine(THING)).isTrue();
    pass(Duration.ofNanos(1));

    assertThat(partitions.fence(THING, 10)).isEmpty();
    assertThat(told).last().isEqualTo("lost [" + ITS + "] holding 0");

    leases.away = false;
    pass(Duration.ofSeconds(2));

    // Nobody took it: but what was dropped meanwhile must be listed.
    assertThat(told).last().isEqualTo("gained [" + ITS + "] holding 1");
    assertThat(partitions.fence(THING, 10)).contains(new Fence(ITS, 1));
  }

  /** A write of its own whose answer was lost may stand in none of the states that it has seen. */
  @Test
  void whoseLeaseRanOutAsksForAStateAsNewAsWhenItGotItAgain() {
    partitions.start();
    pass(Duration.ZERO);
    assertThat(partitions.fence(THING, 10)).contains(new Fence(ITS, 1));
    leases.away = true;
    pass(TTL.plusSeconds(1));
    leases.revision = 45;
    leases.away = false;
    pass(Duration.ofSeconds(2));
    assertThat(partitions.mine(THING)).isTrue();
    assertThat(partitions.fence(THING, 44)).isEmpty();
    assertThat(partitions.fence(THING, 45)).contains(new Fence(ITS, 1));
  }

  @Test
  void aNodeThatSleptLongerThanItsLeaseHoldsNothingWhenItWakes() {
    partitions.start();
    pass(Duration.ZERO);
    Optional<Fence> before = partitions.fence(THING, 10);

    to(passed + Duration.ofSeconds(60).toNanos());

    assertThat(before).isPresent();
    assertThat(partitions.fence(THING, 10)).isEmpty();
    assertThat(partitions.holds(before.get())).isFalse();
  }

  /** Else the database would take it for one that lives, and keep its part for it. */
  @Test
  void whoLeavesWhileItRenewsGivesUpWhatItWasGivenToo() {
    CompletableFuture<Void> leaving = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              partitions.leave();
              leaving.complete(null);
            });
    leases.renewing =
        () -> {
          thread.start();
          await().until(() -> thread.getState() == Thread.State.BLOCKED);
        };
    partitions.start();
    pass(Duration.ZERO);
    assertThat(leaving).succeedsWithin(Duration.ofMinutes(1));
    leases.renewing = () -> {};
    pass(Duration.ofMinutes(1));

    assertThat(leases.left).isTrue();
    assertThat(partitions.count()).isZero();
    assertThat(told).isEmpty();
    assertThat(queue).isEmpty();
  }

  @Test
  void whoLeavesWhileItHearsOfALossHoldsNothing() {
    partitions.start();
    pass(Duration.ZERO);
    leases.epochs = Map.of(OTHER, 4L);
    losing = partitions::leave;
    pass(Duration.ofSeconds(2));

    assertThat(leases.left).isTrue();
    assertThat(partitions.count()).isZero();
    assertThat(told).hasSize(2).last().isEqualTo("lost [" + ITS + "] holding 0");
  }

  @Test
  void whoLeavesHoldsNothingAndRenewsNoMore() {
    partitions.start();
    pass(Duration.ZERO);

    partitions.leave();
    pass(Duration.ofMinutes(1));

    assertThat(leases.left).isTrue();
    assertThat(partitions.count()).isZero();
    assertThat(queue).isEmpty();
  }
}
