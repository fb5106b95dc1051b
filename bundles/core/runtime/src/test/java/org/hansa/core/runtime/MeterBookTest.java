package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.store.SqliteStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterBookTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Ref AT = new Ref(Endpoint.KIND, "system", "there");

  @TempDir Path folder;

  private SqliteStore store;
  private MeterBook book;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder, InstantSource.fixed(START));
    book = new MeterBook(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Resource thing(String uid) {
    return Resource.fresh(
        Draft.of(new Ref("Thing", "demo", "a"), Doc.EMPTY), uid, START, Optional.empty());
  }

  private static Reading reading(String run, int since, int at) {
    return new Reading(
        run,
        START.plusSeconds(since),
        START.plusSeconds(at),
        Map.of("cpu-seconds", new BigDecimal(at - since)),
        Map.of("memory-bytes", new BigDecimal(1024)),
        "test");
  }

  /** What was booked, as {@code from..until cpu-seconds}. */
  private String booked(String uid, Reading reading) {
    Optional<Entry> entry = book.entry(thing(uid), uid, AT, reading, "tester");
    entry.ifPresent(
        e -> store.transact(s -> new Transaction(List.of(), List.of(), List.of(e), Map.of())));
    return entry
        .map(e -> e.body().as(MeterBook.Line.class))
        .map(
            l ->
                seconds(l.from())
                    + ".."
                    + seconds(l.until())
                    + " "
                    + l.quantities().get("cpu-seconds"))
        .orElse("nothing");
  }

  private static long seconds(Instant time) {
    return time.getEpochSecond() - START.getEpochSecond();
  }

  @Test
  void eachEntryBeginsWhereTheOneBeforeItEnded() {
    assertThat(booked("u", reading("one", 0, 10))).isEqualTo("0..10 10");
    assertThat(booked("u", reading("one", 0, 25))).isEqualTo("10..25 15");
    assertThat(booked("u", reading("one", 0, 25))).isEqualTo("nothing");
    assertThat(booked("other", reading("one", 0, 25))).isEqualTo("0..25 25");
  }

  @Test
  void aNewRunCountsFromItsOwnStart() {
    booked("u", reading("one", 0, 10));

    assertThat(booked("u", reading("two", 12, 20))).isEqualTo("12..20 8");
  }

  /** The answer that ended the former run was late. */
  @Test
  void aFormerRunThatIsBookedLateGoesOnFromItsOwnEntries() {
    booked("u", reading("one", 0, 10));
    for (int at = 31; at < 100; at++) {
      booked("u", reading("two", 30, at));
    }

    assertThat(booked("u", reading("one", 0, 30))).isEqualTo("10..30 20");
    assertThat(booked("u", reading("two", 30, 120))).isEqualTo("99..120 21");
  }

  /** Its resource is gone: the endpoint pays, from where the resource ended. */
  @Test
  void anOrphanGoesOnFromTheEntriesOfWhatItBelongedTo() {
    booked("u", reading("one", 0, 10));

    Optional<Entry> entry = book.entry(thing("endpoint"), "u", AT, reading("one", 0, 15), "tester");

    assertThat(entry.map(e -> e.body().as(MeterBook.Line.class).from()))
        .contains(START.plusSeconds(10));
  }
}
