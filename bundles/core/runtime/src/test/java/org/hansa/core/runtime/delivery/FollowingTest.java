package org.hansa.core.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Fence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One follower on a trail of numbers; pool and time are the test's. */
class FollowingTest {

  private static final Ref SELF = Ref.parse("Follower/system/tickets");

  private final Machine machine = new Machine();
  private final Numbers trail = new Numbers();
  private final Kept kept = new Kept();
  private final List<Object> given = new ArrayList<>();
  private final Map<Object, Throwable> failing = new TreeMap<>();
  private final List<Consumer<Optional<Throwable>>> open = new ArrayList<>();
  private boolean holdsBack;
  private Runnable giving = () -> {};
  private Following following;

  /** Numbers from 1 on; before them a list, which is the number 0. */
  private static final class Numbers implements Trail {
    private long newest;
    private long compacted;
    private Runnable reading = () -> {};

    @Override
    public long start() {
      return LIST;
    }

    @Override
    public Stretch read(long position) {
      reading.run();
      if (position == LIST) {
        return stretch(List.of(new Parcel(Map.of(), 0L, newest)), newest);
      }
      if (position < compacted) {
        throw new Problem(Problem.Reason.EXHAUSTED, "compacted", "List.");
      }
      List<Parcel> all = new ArrayList<>();
      for (long n = position + 1; n <= Math.min(newest, position + 3); n++) {
        all.add(new Parcel(Map.of(), n, n));
      }
      return stretch(all, position + all.size());
    }

    private static Stretch stretch(List<Parcel> all, long end) {
      Iterator<Parcel> parcels = all.iterator();
      return new Stretch(parcels, end);
    }

    @Override
    public long behind(long position) {
      return newest - Math.max(0, position);
    }

    @Override
    public boolean isPolled() {
      return false;
    }
  }

  private static final class Kept implements Cursors {
    private Optional<Fence> fence = Optional.of(new Fence(1, 1));
    private Optional<Resource> self = Optional.empty();
    private int writes;
    private boolean coming;
    private Runnable afterWriting = () -> {};
    private Optional<String> said = Optional.empty();

    Follower.Status status() {
      return self.orElseThrow().status().as(Follower.Status.class);
    }

    @Override
    public Optional<Resource> find(String follower) {
      return self;
    }

    @Override
    public Optional<Standing> standing(String follower) {
      return fence.map(f -> new Standing(f, self));
    }

    @Override
    public boolean isComing(String follower) {
      return coming;
    }

    @Override
    public void begin(String name, Fence by, Follower.Spec spec, Follower.Status status) {
      Resource next =
          Resource.fresh(
                  Draft.of(SELF, Doc.of(spec)),
                  "u" + writes,
                  java.time.Instant.EPOCH,
                  Optional.empty())
              .withStatus(Doc.of(status));
      self = Optional.of(next);
    }

    @Override
    public void write(Resource follower, Fence by, Follower.Status status) {
      if (!fence.equals(Optional.of(by))) {
        throw new Problem(Problem.Reason.PRECONDITION, "another has it", "Stop.");
      }
      writes++;
      self = Optional.of(self.orElseThrow().withStatus(Doc.of(status)));
      afterWriting.run();
    }

    @Override
    public void stalled(String follower, Fence by, String reason, String message) {
      said = Optional.of(reason + ": " + message);
    }

    @Override
    public void cleared(String follower, Fence by) {
      said = Optional.empty();
    }
  }

  @BeforeEach
  void begin() {
    following = follower("");
    following.start();
    machine.runAll();
  }

  private Following follower(String more) {
    Map<String, String> options = new TreeMap<>(Map.of("kinds", "Thing", "tries", "3"));
    if (!more.isEmpty()) {
      options.put("kinds", more);
    }
    return new Following(
        FollowOptions.parse("tickets", options),
        "partner",
        trail,
        kept,
        machine.engine(),
        this::give);
  }

  private void give(Parcel parcel, Consumer<Optional<Throwable>> done) {
    given.add(parcel.body());
    giving.run();
    if (holdsBack) {
      open.add(done);
    } else {
      done.accept(Optional.ofNullable(failing.get(parcel.body())));
    }
  }

  private void stop() {
    CompletableFuture<Void> ended = following.stop();
    machine.runAll();
    assertThat(ended).isCompleted();
  }

  private void commit(long newest) {
    trail.newest = newest;
    following.wake();
    machine.runAll();
  }

  @Test
  void oneThatIsNewListsAndThenFollowsInOrder() {
    commit(7);
    assertThat(given).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void theCursorIsWrittenNowAndThenAndNotForEver() {
    int before = kept.writes;
    for (int i = 1; i <= 100; i++) {
      commit(i);
      machine.pass(Duration.ofMillis(100));
    }
    assertThat(kept.writes - before).as("in ten seconds, every five").isBetween(2, 3);
    machine.pass(Duration.ofMinutes(1));
    assertThat(kept.status().position()).contains(100L);
    assertThat(kept.status().behind()).isZero();
    int after = kept.writes;
    machine.pass(Duration.ofDays(1));
    assertThat(kept.writes).isEqualTo(after);
  }

  @Test
  void theNextIsGivenOnceTheOneBeforeHasEnded() {
    holdsBack = true;
    commit(3);
    machine.pass(Duration.ofMinutes(4));
    assertThat(given).containsExactly(0L, 1L);
    holdsBack = false;
    open.remove(0).accept(Optional.empty());
    machine.runAll();
    assertThat(given).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void whatFailsIsTriedAgainLaterAndHoldsItsOrder() {
    failing.put(2L, new IllegalStateException("not now"));
    commit(3);
    assertThat(given).containsExactly(0L, 1L, 2L);
    commit(4);
    assertThat(given).as("new work cuts no backoff").containsExactly(0L, 1L, 2L);
    failing.clear();
    machine.pass(Duration.ofSeconds(1));
    assertThat(given).containsExactly(0L, 1L, 2L, 2L, 3L, 4L);
    assertThat(kept.said).isEmpty();
  }

  @Test
  void nothingWaitsByTheClockOfTheDay() {
    failing.put(2L, new IllegalStateException("not now"));
    commit(3);
    machine.setClock(Duration.ofHours(-3));
    failing.clear();
    machine.pass(Duration.ofSeconds(1));
    assertThat(given).containsExactly(0L, 1L, 2L, 2L, 3L);

    machine.setClock(Duration.ofHours(-3));
    machine.pass(Duration.ofSeconds(6));
    assertThat(kept.status().position()).as("the cursor is written in its time").contains(3L);
    failing.put(4L, new IllegalStateException("not now"));
    commit(4);
    machine.setClock(Duration.ofHours(3));
    following.wake();
    machine.runAll();
    assertThat(given).as("nor is a backoff cut").endsWith(3L, 4L).hasSize(6);
  }

  @Test
  void whatFailsTooOftenStallsIsSaidAndGoesOnWhenRetried() {
    failing.put(2L, new IllegalStateException("poison"));
    commit(3);
    machine.pass(Duration.ofHours(1));
    assertThat(given).containsExactly(0L, 1L, 2L, 2L, 2L);
    assertThat(kept.said).hasValueSatisfying(s -> assertThat(s).contains("3 tries", "poison"));
    assertThat(kept.status().position()).contains(1L);
    assertThat(kept.status().failures()).isEqualTo(3);
    assertThat(following.figures()).hasValueSatisfying(f -> assertThat(f.stalled()).isTrue());

    kept.self = kept.self.map(Resource::retried);
    following.wake();
    machine.runAll();
    assertThat(given).as("retried, it is still poison").hasSize(6);
    assertThat(kept.said).isPresent();

    failing.clear();
    kept.self = kept.self.map(Resource::retried);
    following.wake();
    machine.runAll();
    assertThat(given).endsWith(2L, 3L);
    assertThat(kept.said).isEmpty();
  }

  private static void gone() {
    throw new NoClassDefFoundError("org/example/Gone");
  }

  @Test
  void anErrorOfARouteIsAFailureThatStallsAndGoesOnWhenRetried() {
    giving = FollowingTest::gone;
    commit(1);
    machine.pass(Duration.ofHours(1));
    assertThat(given).containsExactly(0L, 1L, 1L, 1L);
    assertThat(kept.said).hasValueSatisfying(s -> assertThat(s).contains("3 tries", "Gone"));

    giving = () -> {};
    kept.self = kept.self.map(Resource::retried);
    commit(2);
    assertThat(given).endsWith(1L, 2L).hasSize(6);
    assertThat(kept.said).isEmpty();
    stop();
  }

  @Test
  void anErrorOfItsTurnIsTriedAgainAfterItsBackoff() {
    commit(1);
    trail.reading = FollowingTest::gone;
    commit(2);
    trail.reading = () -> {};
    following.wake();
    machine.runAll();
    assertThat(given).as("new work cuts no backoff").containsExactly(0L, 1L);
    machine.pass(Duration.ofSeconds(1));
    assertThat(given).containsExactly(0L, 1L, 2L);
    assertThat(kept.said).isEmpty();
    stop();
  }

  @Test
  void anErrorOfItsTurnThatLastsStallsAndIsOverWhenRetried() {
    commit(1);
    trail.reading = FollowingTest::gone;
    commit(1);
    machine.pass(Duration.ofHours(1));
    assertThat(kept.said).hasValueSatisfying(s -> assertThat(s).contains("3 tries", "Gone"));
    assertThat(following.figures()).hasValueSatisfying(f -> assertThat(f.stalled()).isTrue());

    trail.reading = () -> {};
    kept.self = kept.self.map(Resource::retried);
    following.wake();
    machine.pass(Duration.ofMinutes(1));
    assertThat(kept.said).as("though there is nothing new").isEmpty();
    assertThat(kept.status().failures()).isZero();
    stop();
  }

  @Test
  void anErrorWhileItStopsEndsItToo() {
    commit(1);
    commit(2);
    kept.afterWriting = FollowingTest::gone;
    stop();
  }

  @Test
  void aRouteThatDoesNotEndStallsAndGoesOnWhenRetried() {
    holdsBack = true;
    commit(3);
    machine.pass(Duration.ofMinutes(6));
    assertThat(kept.said)
        .hasValueSatisfying(s -> assertThat(s).contains("DeliveryHangs", "within 300 s"));
    assertThat(following.figures()).hasValueSatisfying(f -> assertThat(f.stalled()).isTrue());
    machine.pass(Duration.ofHours(1));
    assertThat(given).as("it may be at it still").containsExactly(0L, 1L);

    holdsBack = false;
    kept.self = kept.self.map(Resource::retried);
    following.wake();
    machine.runAll();
    assertThat(given).containsExactly(0L, 1L, 1L, 2L, 3L);
    assertThat(kept.said).isEmpty();
    machine.pass(Duration.ofHours(1));
    assertThat(kept.said).as("deadlines of what has ended do not fire").isEmpty();
  }

  @Test
  void whatEndsAfterItsDeadlineCountsNoMore() {
    holdsBack = true;
    commit(2);
    machine.pass(Duration.ofMinutes(6));
    open.get(0).accept(Optional.empty());
    machine.runAll();
    assertThat(given).as("a person is waited for").containsExactly(0L, 1L);
    kept.self = kept.self.map(Resource::retried);
    following.wake();
    machine.runAll();
    open.get(0).accept(Optional.of(new IllegalStateException("late")));
    machine.runAll();
    assertThat(given).as("the second try is still in hand").containsExactly(0L, 1L, 1L);
    holdsBack = false;
    open.get(1).accept(Optional.empty());
    open.get(1).accept(Optional.empty());
    machine.runAll();
    assertThat(given).containsExactly(0L, 1L, 1L, 2L);
    assertThat(kept.status().failures()).isZero();
  }

  @Test
  void whoIsReplacedWhileItHangsWritesNoMoreOfIt() {
    holdsBack = true;
    commit(1);
    CompletableFuture<Void> ended = following.stop();
    machine.runAll();
    assertThat(ended).isNotCompleted();
    following.abandon();
    Following next = follower("");
    holdsBack = false;
    next.start();
    machine.pass(Duration.ofMinutes(1));
    assertThat(kept.status().position()).contains(1L);
    machine.pass(Duration.ofMinutes(6));
    assertThat(ended).isCompleted();
    assertThat(kept.status().position()).contains(1L);
    assertThat(kept.status().failures()).isZero();
  }

  @Test
  void theNextStartGoesOnWhereTheLastEnded() {
    commit(2);
    stop();
    trail.newest = 4;
    given.clear();
    following = follower("");
    following.start();
    machine.runAll();
    assertThat(given).containsExactly(3L, 4L);
  }

  @Test
  void whatWasCompactedMeanwhileIsListed() {
    commit(2);
    stop();
    trail.newest = 9;
    trail.compacted = 5;
    given.clear();
    following = follower("");
    following.start();
    machine.runAll();
    assertThat(given).containsExactly(0L);
    commit(10);
    assertThat(given).containsExactly(0L, 10L);
  }

  @Test
  void onlyWhoHoldsItsPartitionRunsIt() {
    kept.fence = Optional.empty();
    commit(5);
    assertThat(given).containsExactly(0L);
    assertThat(following.figures()).isEmpty();
    kept.fence = Optional.of(new Fence(1, 3));
    following.wake();
    machine.runAll();
    assertThat(given).endsWith(4L, 5L);
  }

  /** The write may have taken longer than the lease stood, and another gives what follows. */
  @Test
  void whoLosesItsPartitionWhileItWritesItsCursorGivesNothingMore() {
    commit(1);
    commit(2);
    kept.afterWriting = () -> kept.fence = Optional.empty();
    trail.newest = 3;

    machine.pass(Duration.ofSeconds(6));

    assertThat(kept.status().position()).contains(2L);
    assertThat(given).containsExactly(0L, 1L, 2L);
  }

  @Test
  void whoIsInDoubtForAMomentGivesNothingMeanwhileAndNothingAgain() {
    commit(3);
    Optional<Fence> held = kept.fence;
    kept.coming = true;
    kept.fence = Optional.empty();
    commit(4);
    assertThat(given).containsExactly(0L, 1L, 2L, 3L);

    kept.fence = held;
    machine.pass(Duration.ofSeconds(1));

    assertThat(given).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void otherKindsOrADeletedCursorBeginAnew() {
    commit(2);
    kept.self = Optional.empty();
    following.wake();
    machine.runAll();
    assertThat(given).containsExactly(0L, 1L, 2L, 0L);
    stop();
    following = follower("Thing,Other");
    following.start();
    machine.runAll();
    assertThat(given).containsExactly(0L, 1L, 2L, 0L, 0L);
  }
}
