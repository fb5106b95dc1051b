package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.store.Changed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that look on: what they show, and to whom no more. */
class FollowTest {

  private static final Ref LINE = new Ref("Application", "demo", "line");

  private final Fakes fakes = new Fakes();
  private final ExecutorService terminal = Executors.newSingleThreadExecutor();

  @AfterEach
  void leave() {
    terminal.shutdownNow();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in a minute").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static List<Changed> change(long revision) {
    Resource line =
        Resource.fresh(Draft.of(LINE, Doc.EMPTY), "u1", Fakes.NOW, Optional.empty())
            .withRevision(revision);
    return List.of(new Changed(revision, Changed.Op.UPDATED, line));
  }

  private Future<?> watch(boolean json) {
    WatchCommand watch = new WatchCommand();
    watch.store = fakes.store;
    watch.json = json;
    Future<?> running =
        terminal.submit(
            () -> {
              fakes.as("ada", watch);
              return null;
            });
    await(() -> !fakes.sinks.isEmpty());
    return running;
  }

  @Test
  void watchEndsWhenTheAccountIsShut() {
    Future<?> running = watch(false);
    fakes.sinks.get(0).accept(change(1));
    await(() -> fakes.printed().lines().count() == 1);
    fakes.disabled.add("ada");
    fakes.sinks.get(0).accept(change(2));
    assertThatThrownBy(() -> running.get(1, TimeUnit.MINUTES))
        .hasMessageContaining("no such account");
    assertThat(fakes.printed().lines()).hasSize(1);
    assertThat(fakes.sinks).isEmpty();
  }

  @Test
  void watchShowsWhatOnlyAReaderNeedsToKnow() {
    fakes.shown =
        r ->
            r.withConditions(
                List.of(Condition.yes("Unattended", "Absent", "is not installed", Fakes.NOW)));
    Future<?> running = watch(true);
    fakes.sinks.get(0).accept(change(1));
    await(() -> fakes.printed().endsWith("\n"));
    assertThat(fakes.printed()).contains("is not installed");
    assertThat(running.cancel(true)).isTrue();
  }

  private WatchCommand from(long revision, int count) {
    WatchCommand watch = new WatchCommand();
    watch.store = fakes.store;
    watch.from = revision;
    watch.count = count;
    return watch;
  }

  @Test
  void watchGoesOnFromARevisionWithoutAGap() throws Exception {
    for (long revision = 3; revision <= 9; revision++) {
      fakes.log.addAll(change(revision));
    }
    WatchCommand watch = from(4, 6);
    Future<?> running =
        terminal.submit(
            () -> {
              fakes.as("ada", watch);
              return null;
            });
    await(() -> !fakes.sinks.isEmpty());
    assertThat(fakes.watchedFrom).isEqualTo(9);
    fakes.sinks.get(0).accept(change(10));
    running.get(1, TimeUnit.MINUTES);
    assertThat(fakes.printed().lines().map(line -> line.split(" ")[0]))
        .containsExactly("5", "6", "7", "8", "9", "10");
  }

  @Test
  void watchOfThePastEndsAtItsCount() throws Exception {
    for (long revision = 1; revision <= 9; revision++) {
      fakes.log.addAll(change(revision));
    }
    fakes.as("ada", from(0, 3));
    assertThat(fakes.printed().lines()).hasSize(3);
    assertThat(fakes.sinks).isEmpty();
  }

  @Test
  void watchSaysWhatItCannotGoOnFrom() {
    fakes.log.addAll(change(9));
    fakes.compacted = 7;
    assertThatThrownBy(() -> fakes.as("ada", from(6, 0)))
        .hasMessageContaining("the oldest retained revision is 7")
        .hasMessageContaining("hansa:get");
    assertThatThrownBy(() -> fakes.as("ada", from(10, 0)))
        .hasMessageContaining("9, which is the newest");
    assertThatThrownBy(() -> fakes.as("ada", from(-2, 0))).hasMessageContaining("--from");
    assertThat(fakes.sinks).isEmpty();
  }

  private LogsCommand logs() {
    LogsCommand logs = new LogsCommand();
    logs.planner = fakes.planner;
    logs.instance = "line-page-0";
    logs.follow = true;
    return logs;
  }

  private static Doc part(String next, boolean gap, String... lines) {
    return Doc.of(
        new Function.Text(
            Optional.empty(), Optional.of(List.of(lines)), Optional.of(next), Optional.of(gap)));
  }

  @Test
  void followedLogsEndWhenTheAccountIsShut() {
    fakes.answer = part("2", false, "one", "two");
    fakes.asked = () -> fakes.disabled.add("ada");
    assertThatThrownBy(() -> fakes.as("ada", logs())).hasMessageContaining("no such account");
    assertThat(fakes.printed().lines()).containsExactly("one", "two");
  }

  @Test
  void followedLogsGoOnWhereTheyWereAndSayWhatIsLost() {
    AtomicInteger times = new AtomicInteger();
    fakes.asked =
        () -> {
          switch (times.getAndIncrement()) {
            case 0 -> fakes.answer = part("1", false, "one");
            case 1 -> throw new Problem(Problem.Reason.UNAVAILABLE, "the host is away", "Wait.");
            case 2 -> fakes.answer = part("3", true, "", "three");
            default -> fakes.disabled.add("ada");
          }
        };
    assertThatThrownBy(() -> fakes.as("ada", logs())).hasMessageContaining("no such account");
    assertThat(fakes.printed().lines().limit(5))
        .containsExactly(
            "one", "(waits: the host is away)", "(lines may be missing here)", "", "three");
  }
}
