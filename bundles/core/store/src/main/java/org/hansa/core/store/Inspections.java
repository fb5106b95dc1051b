package org.hansa.core.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.store.Inspector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inspections of a database that is open: one at a time that somebody asked for, beside those
 * that nobody did, and what came of the last. Thread-safe.
 */
final class Inspections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Inspections.class);

  private final Database database;
  private final InstantSource clock;
  private final AtomicReference<Underway> asked = new AtomicReference<>();
  private volatile Optional<Thread> thread = Optional.empty();
  private volatile Optional<Inspector.Report> last = Optional.empty();
  private volatile Optional<Inspector.Report> complete = Optional.empty();
  private volatile boolean closed;

  private record Underway(String by, Instant began, Inspection inspection) {

    Inspector.Report report(Optional<Instant> ended, Optional<String> failure) {
      return new Inspector.Report(by, began, ended, inspection.found(), failure);
    }
  }

  Inspections(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * As {@link Inspector#inspect}.
   *
   * @param audit is called when it is to begin
   */
  List<Inspector.Found> inspect(String by, Runnable audit, Consumer<String> progress) {
    return toItsEnd(asked(by, audit), progress);
  }

  /**
   * As {@link Inspector#begin}.
   *
   * @param audit is called when it is to begin
   */
  Inspector.Report begin(String by, Runnable audit) {
    Underway mine = asked(by, audit);
    Thread one = new Thread(() -> quietly(() -> toItsEnd(mine, line -> {})), "hansa-store-check");
    one.setDaemon(true);
    thread = Optional.of(one);
    try {
      one.start();
    } catch (RuntimeException | Error e) {
      asked.set(null); // else none could be asked for any more
      throw e;
    }
    return mine.report(Optional.empty(), Optional.empty());
  }

  private Underway asked(String by, Runnable audit) {
    Underway mine = new Underway(by, clock.instant(), new Inspection(database, nanos -> !closed));
    Underway other = asked.compareAndExchange(null, mine);
    if (other != null) {
      throw Problem.conflict(
          "an inspection is under way, which " + other.by() + " asked for at " + other.began(),
          "See how far it is (store:check --last, GET /api/v1/inspection); what it finds counts for"
              + " all.");
    }
    try {
      audit.run();
      return mine;
    } catch (RuntimeException | Error e) {
      asked.set(null);
      throw e;
    }
  }

  private List<Inspector.Found> toItsEnd(Underway mine, Consumer<String> progress) {
    try {
      return run(mine, progress);
    } finally {
      asked.set(null);
    }
  }

  /** One that nobody asked for. */
  void own(Inspection inspection) {
    Underway own = new Underway(Inspector.ITSELF, clock.instant(), inspection);
    quietly(() -> run(own, line -> LOG.debug("Inspected: {}", line)));
  }

  /** Nobody waits: what is wrong stands in the report, and in the log. */
  private void quietly(Runnable inspection) {
    try {
      inspection.run();
    } catch (Problem e) {
      if (!closed) {
        LOG.warn("The database could not all be inspected for damage", e);
      }
    } catch (RuntimeException | Error e) {
      // Errors too: the next is made by the same thread.
      LOG.error("The inspection of the database failed unexpectedly", e);
    }
  }

  private List<Inspector.Found> run(Underway mine, Consumer<String> progress) {
    Optional<String> failure = Optional.of("it failed unexpectedly; see the log, and report this");
    try {
      List<Inspector.Found> found = mine.inspection().run(progress);
      failure = Optional.empty();
      return found;
    } catch (Problem e) {
      failure = Optional.of(e.line());
      throw e;
    } finally {
      end(mine.report(Optional.of(clock.instant()), failure));
    }
  }

  private void end(Inspector.Report report) {
    last = Optional.of(report);
    if (report.failure().isEmpty()) {
      complete = last;
      LOG.info("{} rows of {} were inspected", report.rows(), database.name());
    }
  }

  /** As {@link Inspector#reports}. */
  Inspector.Reports reports() {
    // In this order: one that ends meanwhile is in one of them at least.
    Optional<Inspector.Report> running =
        Optional.ofNullable(asked.get())
            .map(mine -> mine.report(Optional.empty(), Optional.empty()));
    return new Inspector.Reports(running, last);
  }

  /** That the last did not come to its end: nobody is told who did not ask for it. */
  Optional<String> notice() {
    return last.flatMap(Inspector.Report::failure)
        .map(why -> "the database could not all be inspected for damage: " + why);
  }

  List<Family> families() {
    return InspectionFigures.of(
        database.damage().isPresent(),
        complete,
        report -> Duration.between(report.ended().orElseThrow(), clock.instant()));
  }

  @Override
  public void close() {
    closed = true;
    thread.ifPresent(one -> Uninterrupted.run(() -> one.join(10_000)));
  }
}
