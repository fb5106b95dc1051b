package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntriesTest {

  private static final Ref A = Samples.ref("a");
  private static final Ref B = Samples.ref("b");

  @TempDir Path folder;

  private SqliteStore store;

  /** Entry n of 0..29 is of minute n; every third speaks of B; every fifth is of the ledger. */
  @BeforeEach
  void open() {
    store = SqliteStore.open(folder, InstantSource.system());
    for (int n = 0; n < 30; n++) {
      Entry entry =
          Samples.entry(n % 5 == 0 ? Entry.LEDGER : Entry.AUDIT, n % 3 == 0 ? B : A, minute(n), n);
      store.transact(s -> Samples.say(entry));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Instant minute(int n) {
    return Samples.NOON.plusSeconds(60L * n).plusNanos(n);
  }

  private List<Long> all(Store.Query first) {
    List<Long> values = new ArrayList<>();
    Optional<Long> after = Optional.of(first.after());
    while (after.isPresent()) {
      Store.Page page = store.entries(after(first, after.get()));
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(first.limit());
      page.entries().forEach(e -> values.add(e.entry().body().at("/value").orElseThrow().asLong()));
      after = page.next();
    }
    return values;
  }

  private static Store.Query after(Store.Query q, long after) {
    return new Store.Query(
        q.stream(), q.subject(), q.uid(), q.from(), q.until(), after, q.newestFirst(), q.limit());
  }

  private static List<Long> where(java.util.function.IntPredicate wanted) {
    return java.util.stream.IntStream.range(0, 30).filter(wanted).mapToObj(n -> (long) n).toList();
  }

  private static List<Long> reversed(List<Long> values) {
    List<Long> other = new ArrayList<>(values);
    java.util.Collections.reverse(other);
    return other;
  }

  private static Store.Query query(
      Optional<Ref> subject, Optional<String> uid, int from, int until, boolean newestFirst) {
    return new Store.Query(
        Entry.AUDIT,
        subject,
        uid,
        Optional.of(minute(from)),
        Optional.of(minute(until)),
        0,
        newestFirst,
        4);
  }

  @Test
  void aStreamIsReadInPagesInBothDirections() {
    List<Long> audit = where(n -> n % 5 != 0);
    assertThat(all(Store.Query.all(Entry.AUDIT, 0, 7))).isEqualTo(audit);
    Store.Query newest =
        new Store.Query(
            Entry.AUDIT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            true,
            7);
    assertThat(all(newest)).isEqualTo(reversed(audit));
    assertThat(all(Store.Query.all(Entry.EVENT, 0, 7))).isEmpty();
  }

  @Test
  void manyOfOneTransactionAreAllThereInTheirOrder() {
    List<Long> values = new ArrayList<>();
    for (int many : List.of(15, 16, 17, 50)) {
      List<Entry> entries = new ArrayList<>();
      for (int n = 0; n < many; n++) {
        long value = 100L * many + n;
        entries.add(Samples.entry(Entry.EVENT, n % 2 == 0 ? A : B, minute(n), value));
        values.add(value);
      }
      store.transact(s -> Samples.say(entries.toArray(Entry[]::new)));
      assertThat(all(Store.Query.all(Entry.EVENT, 0, 7))).isEqualTo(values);
    }
    assertThat(store.inspect("user:a", "test", line -> {}))
        .allMatch(found -> found.damage().isEmpty());
  }

  @Test
  void subjectUidAndTimeNarrowIt() {
    List<Long> wanted = where(n -> n % 5 != 0 && n % 3 == 0 && n >= 3 && n < 21);
    for (Optional<Ref> subject : List.of(Optional.of(B), Optional.<Ref>empty())) {
      Optional<String> uid = Optional.of("uid-" + B);
      assertThat(all(query(subject, uid, 3, 21, false))).isEqualTo(wanted);
      assertThat(all(query(subject, uid, 3, 21, true))).isEqualTo(reversed(wanted));
    }
    assertThat(all(query(Optional.of(B), Optional.empty(), 3, 21, false))).isEqualTo(wanted);
    assertThat(all(query(Optional.empty(), Optional.empty(), 3, 21, true)))
        .isEqualTo(reversed(where(n -> n % 5 != 0 && n >= 3 && n < 21)));
    assertThat(all(query(Optional.of(A), Optional.of("uid-" + B), 0, 30, false))).isEmpty();
  }

  @Test
  void anEntryComesBackAsItWasSaid() {
    Entry said =
        new Entry(
            Entry.EVENT,
            Instant.parse("1969-12-31T23:59:59.123456789Z"),
            Optional.empty(),
            "",
            "route:mail",
            "",
            Doc.parse("{\"text\":\"\u00e4 \\\" \\u0000 \u20ac\",\"kwh\":1.50}"));
    store.transact(s -> Samples.say(said));
    close();
    store = SqliteStore.open(folder, InstantSource.system());
    assertThat(store.entries(Store.Query.all(Entry.EVENT, 0, 10)).entries())
        .extracting(Store.Numbered::entry)
        .containsExactly(said);
  }

  @Test
  void extremeBoundsAndLimitsAreHarmless() {
    Store.Query wide =
        new Store.Query(
            Entry.AUDIT,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.MIN),
            Optional.of(Instant.MAX),
            0,
            false,
            Integer.MAX_VALUE);
    assertThat(store.entries(wide).entries()).hasSize(24);
    assertThat(store.entries(Store.Query.all(Entry.AUDIT, 0, -5)).entries()).hasSize(1);
    assertThatThrownBy(
            () -> store.transact(s -> Samples.say(Samples.entry("audit", A, Instant.MAX, 1))))
        .hasMessageContaining("1678");
  }
}
