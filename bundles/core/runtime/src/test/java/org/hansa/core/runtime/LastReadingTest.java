package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a workload used up to its end is booked, once, whatever becomes of the commits. */
class LastReadingTest {

  private static final String USED = "cpu-seconds";
  private static final BigDecimal SECONDS = new BigDecimal(7);

  @TempDir Path folder;

  private final FakeDriver driver = new FakeDriver();
  private final Meddled meddled = new Meddled();
  private final Map<String, Instant> running = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private World world;
  private String uid;

  @BeforeEach
  void start() {
    driver.more.add(new Jobs());
    driver.more.add(new Meter());
    world = new World(folder, driver, Threads.make(), meddled);
    world.runtime.add(new Runs());
    world.runtime.add(
        "runs",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:runs?kinds=Thing&waiting=Endpoint&backoffMin=20ms&backoffMax=100ms")
                .routeId("test.runs")
                .to("hansa-step:runs");
          }
        });
    world.submit(World.put("a", 1));
    await().until(() -> world.find("a").filter(a -> a.observed("runs").isSettled()).isPresent());
    uid = world.find("a").orElseThrow().uid();
  }

  @AfterEach
  void stop() throws Exception {
    world.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private void refuse() {
    if (Thread.currentThread().getName().startsWith("hansa-call")) {
      refused.incrementAndGet();
      throw new Problem(Problem.Reason.UNAVAILABLE, "the disk is full", "Make room.");
    }
  }

  private void removed() {
    world.submit(Change.Delete.of(World.thing("a")));
    await().until(() -> refused.get() > 3);
    meddled.before = () -> {};
    meddled.after = () -> {};
    await().until(() -> world.find("a").isEmpty());
    assertThat(running).isEmpty();
  }

  private BigDecimal booked() {
    Store.Query query =
        new Store.Query(
            Entry.LEDGER,
            Optional.empty(),
            Optional.of(uid),
            Optional.empty(),
            Optional.empty(),
            0,
            false,
            100);
    return world.store.entries(query).entries().stream()
        .map(n -> n.entry().body().as(MeterBook.Line.class).quantities().get(USED))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void itIsBookedThoughCommitsFail() {
    meddled.before = this::refuse;
    removed();
    assertThat(booked()).isEqualByComparingTo(SECONDS);
  }

  @Test
  void itIsBookedOnceThoughCommitsOnlySeemToFail() {
    meddled.after = this::refuse;
    removed();
    assertThat(booked()).isEqualByComparingTo(SECONDS);
  }

  /** What one of them has read is being written for as long as it takes to read it again. */
  @Test
  void twoWhoReadTheSameDoNotBookItTwice() {
    CountDownLatch first = new CountDownLatch(1);
    AtomicInteger commits = new AtomicInteger();
    meddled.before =
        () -> {
          if (Thread.currentThread().getName().startsWith("hansa-call")
              && commits.getAndIncrement() == 0) {
            Meddled.await(first);
          }
        };
    for (String name : List.of("one", "two")) {
      world.runtime.add(new Reads(name));
      world.runtime.add(
          name,
          new RouteBuilder() {
            @Override
            public void configure() {
              from("hansa-changes:" + name + "?kinds=Thing")
                  .routeId("test." + name)
                  .to("hansa-step:" + name);
            }
          });
    }
    // One is being written, so the other has read, and what came of that is over.
    await().until(() -> commits.get() > 0 && reads.get() > 2);
    first.countDown();
    int before = reads.get();
    await().until(() -> reads.get() > before + 2);
    assertThat(booked()).isEqualByComparingTo(SECONDS);
  }

  /** Reads the counters of each thing's workload again and again. */
  private record Reads(String name) implements Controller {

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Step step(Snapshot snapshot, Resource r) {
      return Step.builder()
          .call(new Call(World.AT, MeterFacet.NAME, Call.Verb.METER, Doc.EMPTY))
          .again(Duration.ofMillis(20))
          .build();
    }
  }

  /** Keeps one workload for each thing. */
  private static final class Runs implements Controller {

    @Override
    public String name() {
      return "runs";
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Step step(Snapshot snapshot, Resource r) {
      Observation seen = r.observed(name());
      if (r.isDeleting()) {
        boolean gone = !seen.present() && !seen.isOpen();
        return gone
            ? Step.of(new Change.Finalizer(r.ref(), name(), false))
            : Step.builder().call(Call.remove(World.AT, WorkloadFacet.NAME)).build();
      }
      Step.Builder step = Step.builder();
      if (!r.finalizers().contains(name())) {
        step.change(new Change.Finalizer(r.ref(), name(), true));
      }
      if (!seen.present()) {
        step.call(Call.apply(World.AT, WorkloadFacet.NAME, spec()));
      }
      return step.build();
    }

    private static WorkloadSpec spec() {
      return new WorkloadSpec(
          "job",
          "process",
          List.of(),
          List.of("true"),
          Map.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private final class Jobs implements WorkloadFacet {

    @Override
    public Duration settle() {
      return Duration.ofMillis(50);
    }

    private WorkloadState state(Instant since) {
      return new WorkloadState(
          WorkloadState.Phase.RUNNING,
          "",
          true,
          Optional.empty(),
          Optional.of(since),
          Optional.empty(),
          Map.of());
    }

    @Override
    public Observed<WorkloadState> observe(String uid, Deadline deadline) {
      Instant since = running.get(uid);
      return since == null ? Observed.absent() : Observed.settled(state(since));
    }

    @Override
    public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
      running.putIfAbsent(uid, Instant.now());
      return observe(uid, deadline);
    }

    @Override
    public Observed<WorkloadState> remove(String uid, Deadline deadline) {
      running.remove(uid);
      return Observed.absent();
    }

    @Override
    public WorkloadState expect(WorkloadSpec spec) {
      return state(Instant.EPOCH);
    }

    @Override
    public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
      return List.of();
    }

    @Override
    public Page<WorkloadState> list(Optional<String> cursor, int most, Deadline deadline) {
      return Page.of(
          running.entrySet().stream()
              .map(e -> new Page.Item<>(e.getKey(), state(e.getValue())))
              .toList(),
          cursor,
          most);
    }

    @Override
    public List<String> logs(String uid, int most, Deadline deadline) {
      return List.of();
    }
  }

  private final class Meter implements MeterFacet {

    @Override
    public Optional<Reading> read(String uid, Deadline deadline) {
      reads.incrementAndGet();
      return Optional.ofNullable(running.get(uid))
          .map(
              since ->
                  new Reading(
                      "one",
                      since,
                      Instant.now(),
                      Map.of(USED, SECONDS),
                      Map.of("memory-bytes", BigDecimal.ONE),
                      "test"));
    }
  }
}
