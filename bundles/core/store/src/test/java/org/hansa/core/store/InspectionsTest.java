package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.hansa.core.api.Problem;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What is known of inspections: how far, by whom, what came of the last, what the figures say. */
class InspectionsTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOON);
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder, now::get);
    store.transact(s -> Samples.put("a", 1));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Map<String, List<Double>> figures() {
    return store.families().stream()
        .filter(f -> f.name().equals("hansa_damaged") || f.name().startsWith("hansa_inspection"))
        .collect(
            Collectors.toMap(Family::name, f -> f.samples().stream().map(Sample::value).toList()));
  }

  private List<Store.Numbered> audit() {
    return store.entries(Store.Query.all(Entry.AUDIT, 0, 10)).entries();
  }

  private Inspector.Report ended() {
    await().atMost(SOON).until(() -> store.inspections.reports().running().isEmpty());
    return store.inspections.reports().last().orElseThrow();
  }

  @Test
  void oneIsBegunAndReportedAndAudited() {
    assertThat(store.inspections.reports())
        .isEqualTo(new Inspector.Reports(Optional.empty(), Optional.empty()));
    assertThat(figures())
        .isEqualTo(
            Map.of(
                "hansa_damaged",
                List.of(0.0),
                "hansa_inspection_age_seconds",
                List.of(),
                "hansa_inspection_rows",
                List.of()));
    Inspector.Report begun = store.beginInspection("user:ada", "rest:1");
    assertThat(begun.outcome()).isEqualTo(Inspector.Outcome.RUNNING);
    assertThat(begun.by()).isEqualTo("user:ada");
    Inspector.Report ended = ended();
    assertThat(ended.outcome()).isEqualTo(Inspector.Outcome.WHOLE);
    assertThat(ended.began()).isEqualTo(Samples.NOON);
    assertThat(ended.found())
        .extracting(Inspector.Found::part)
        .containsExactly("resources", "sealed", "entries", "catalogue");
    assertThat(ended.rows()).as("the resource, and the line of the audit").isEqualTo(2);
    assertThat(store.notice()).isEmpty();
    Entry audited = audit().get(0).entry();
    assertThat(audited.actor()).isEqualTo("user:ada");
    assertThat(audited.cause()).isEqualTo("rest:1");
    assertThat(audited.body().tree().at("/changes/0/op").asText()).isEqualTo("inspect");

    now.set(Samples.NOON.plusSeconds(90));
    assertThat(figures().get("hansa_inspection_age_seconds")).containsExactly(90.0);
    assertThat(figures().get("hansa_inspection_rows")).containsExactly(2.0);
  }

  @Test
  void damageIsInTheReportTheFiguresAndReadiness() throws Exception {
    outside("UPDATE log SET json = replace(json, 'value', 'valve')");
    store.beginInspection("user:ada", "rest:1");
    Inspector.Report ended = ended();
    assertThat(ended.outcome()).isEqualTo(Inspector.Outcome.DAMAGED);
    assertThat(ended.found().get(0).damage().orElseThrow()).contains("log");
    assertThat(figures().get("hansa_damaged")).containsExactly(1.0);
    assertThat(store.trouble().orElseThrow()).contains("damaged", "Restore a backup");

    // What cannot write, and so cannot audit, is inspected all the same.
    store.beginInspection("user:ada", "rest:2");
    assertThat(ended().outcome()).isEqualTo(Inspector.Outcome.DAMAGED);
    assertThat(store.inspect("user:ada", "shell:3", line -> {}))
        .anyMatch(found -> found.damage().isPresent());
    assertThat(audit()).hasSize(1);
  }

  @Test
  void oneIsAskedForAtATimeAndItsProgressIsSeen() throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    Semaphore on = new Semaphore(0);
    Thread first =
        new Thread(
            () ->
                store.inspect(
                    "user:ada",
                    "shell:1",
                    line -> {
                      there.countDown();
                      on.acquireUninterruptibly();
                    }));
    first.start();
    assertThat(there.await(1, TimeUnit.MINUTES)).isTrue();
    Inspector.Report running = store.inspections.reports().running().orElseThrow();
    assertThat(running.outcome()).isEqualTo(Inspector.Outcome.RUNNING);
    assertThat(running.found())
        .containsExactly(new Inspector.Found("resources", 1, Optional.empty()));
    assertThatThrownBy(() -> store.beginInspection("user:bob", "rest:2"))
        .isInstanceOfSatisfying(
            Problem.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Problem.Reason.CONFLICT);
              assertThat(e.line()).contains("user:ada", "GET /api/v1/inspection");
            });
    assertThat(audit()).as("what was refused was not begun").hasSize(1);
    on.release(100);
    first.join();
    assertThat(ended().outcome()).isEqualTo(Inspector.Outcome.WHOLE);
    assertThat(store.inspect("user:bob", "shell:3", line -> {})).hasSize(4);
  }

  @Test
  void theStoreMakesOneByItselfBesideTheOthers() {
    Inspections all = store.inspections;
    try (DailyInspection own = new DailyInspection(store.readers.database(), all, Duration.ZERO)) {
      own.start();
      await().atMost(SOON).until(() -> all.reports().last().isPresent());
    }
    Inspector.Report report = all.reports().last().orElseThrow();
    assertThat(report.by()).isEqualTo("system:store");
    assertThat(report.outcome()).isEqualTo(Inspector.Outcome.WHOLE);
    assertThat(figures().get("hansa_inspection_rows")).containsExactly(1.0);
    assertThat(audit()).as("nobody did anything").isEmpty();
  }

  @Test
  void oneThatDoesNotComeToItsEndIsSaid() {
    store.inspect("user:ada", "shell:1", line -> {});
    now.set(Samples.NOON.plusSeconds(5));
    store.inspections.own(new Inspection(store.readers.database(), nanos -> false));
    Inspector.Report failed = store.inspections.reports().last().orElseThrow();
    assertThat(failed.outcome()).isEqualTo(Inspector.Outcome.FAILED);
    assertThat(failed.failure().orElseThrow()).contains("shut down", "Try again");
    assertThat(store.notice().orElseThrow()).contains("could not all be inspected", "shut down");
    assertThat(figures().get("hansa_inspection_age_seconds"))
        .as("of the one that came to its end")
        .containsExactly(5.0);
    store.inspect("user:ada", "shell:2", line -> {});
    assertThat(store.notice()).isEmpty();
  }

  /** The thread that makes them goes on. */
  @Test
  void oneThatFailsUnexpectedlyIsSaidAndTheNextIsMade() {
    store.inspections.own(
        new Inspection(
            store.readers.database(),
            nanos -> {
              throw new OutOfMemoryError("it is said");
            }));
    Inspector.Report failed = store.inspections.reports().last().orElseThrow();
    assertThat(failed.outcome()).isEqualTo(Inspector.Outcome.FAILED);
    assertThat(store.notice().orElseThrow()).contains("failed unexpectedly");
    store.inspections.own(new Inspection(store.readers.database(), nanos -> true));
    assertThat(store.notice()).isEmpty();
  }

  private void outside(String sql) throws Exception {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("hansa.db"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
    }
  }
}
