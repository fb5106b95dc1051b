package org.hansa.core.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Transaction;

/**
 * One transaction, ready to be written: whatever could be wrong with it has been found, so that it
 * cannot spoil the batch of others.
 *
 * @param after the state with it
 * @param rows its change log
 * @param lines its entries
 * @param filings what it writes of the catalogue
 */
record Prepared(
    PersistentSnapshot after,
    List<Row> rows,
    List<Line> lines,
    Map<Ref, Optional<byte[]>> sealed,
    List<Filed> filings) {

  /** A resource of the catalogue as it is to stand, and its text; or that it is to be gone. */
  record Filed(Ref ref, Optional<Resource> next, String json) {}

  /** A change, its row and the row's check sum. */
  record Row(Changed changed, LogRow log, int sum) {}

  /**
   * An entry.
   *
   * @param at its time, nanoseconds since 1970
   * @param subject its text; empty if there is none
   */
  record Line(Entry entry, long at, String subject) {}

  static Prepared of(PersistentSnapshot before, Transaction wanted) {
    int size =
        wanted.puts().size()
            + wanted.removes().size()
            + wanted.entries().size()
            + wanted.sealed().size()
            + wanted.catalogue().size();
    if (size > Limits.ROWS) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the transaction writes " + size + " rows, at most " + Limits.ROWS + " are allowed",
          "Split it.");
    }
    long revision = before.revision() + 1;
    Map<Ref, Resource> puts = new LinkedHashMap<>();
    for (Resource put : wanted.puts()) {
      puts.put(put.ref(), put.withRevision(revision));
    }
    List<Row> rows = new ArrayList<>(size);
    for (Ref ref : new LinkedHashSet<>(wanted.removes())) {
      if (puts.containsKey(ref)) {
        throw new Problem(
            Problem.Reason.INTERNAL,
            "the transaction both writes and removes " + ref,
            "Report this: whoever decided it contradicts itself.");
      }
      before.get(ref).ifPresent(gone -> deleted(revision, gone, rows));
    }
    for (Resource put : puts.values()) {
      written(before, revision, put, rows);
    }
    List<Line> lines = new ArrayList<>(wanted.entries().size());
    for (Entry entry : wanted.entries()) {
      lines.add(line(entry));
    }
    Map<Ref, Optional<byte[]>> sealed = new LinkedHashMap<>();
    wanted.removes().forEach(gone -> sealed.put(gone, Optional.empty()));
    sealed.putAll(wanted.sealed());
    return new Prepared(
        before.with(List.copyOf(puts.values()), wanted.removes()).committed(revision),
        rows,
        lines,
        sealed,
        wanted.catalogue().stream().map(f -> filed(f, revision)).toList());
  }

  /** Another uid is another resource, even under the same name. */
  private static void written(
      PersistentSnapshot before, long revision, Resource put, List<Row> rows) {
    Optional<Resource> former = before.get(put.ref());
    boolean same = former.filter(f -> f.uid().equals(put.uid())).isPresent();
    if (!same) {
      former.ifPresent(f -> deleted(revision, f, rows));
    }
    if (same) {
      add(new Changed(revision, Changed.Op.UPDATED, put), former.get().revision(), rows);
    } else {
      add(new Changed(revision, Changed.Op.CREATED, put), 0, rows);
    }
  }

  private static void deleted(long revision, Resource gone, List<Row> rows) {
    add(new Changed(revision, Changed.Op.DELETED, gone), gone.revision(), rows);
  }

  private static Filed filed(Filing filing, long revision) {
    Optional<Resource> next = filing.next().map(r -> r.withRevision(revision));
    next.ifPresent(r -> Objects.requireNonNull(r.uid(), "uid"));
    return new Filed(filing.ref(), next, next.map(r -> Written.of(r).json()).orElse(""));
  }

  private static Line line(Entry entry) {
    if (entry.stream() == null
        || entry.uid() == null
        || entry.actor() == null
        || entry.cause() == null
        || entry.body().size() > Json.MAX_BYTES) {
      throw new Problem(
          Problem.Reason.INTERNAL,
          "an entry lacks a field, or its body is longer than " + Json.MAX_BYTES + " bytes",
          "Report this: whoever wrote it should say nothing by an empty text.");
    }
    return new Line(entry, nanos(entry.at()), entry.subject().map(Ref::toString).orElse(""));
  }

  /**
   * @param former the revision of the state that it takes the place of; 0 if there was none
   */
  private static void add(Changed changed, long former, List<Row> rows) {
    Resource resource = changed.resource();
    Objects.requireNonNull(resource.uid(), "uid");
    Written text = Written.of(resource);
    LogRow log =
        LogRow.of(
            LogKey.of(changed.revision(), rows.size()),
            changed.op().name(),
            resource.ref(),
            former,
            text.json());
    rows.add(new Row(changed, log, log.sum(text.utf8())));
  }

  /**
   * @throws Problem INVALID outside the years 1678 to 2262
   */
  static long nanos(Instant at) {
    try {
      return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    } catch (ArithmeticException e) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the time " + at + " is not between the years 1678 and 2262",
          "Check the clock that gave it.",
          List.of(),
          e);
    }
  }

  int size() {
    return rows.size() + lines.size() + sealed.size() + filings.size();
  }

  Commit commit() {
    List<Changed> changes = new ArrayList<>(rows.size());
    long length = 0;
    for (Row row : rows) {
      changes.add(row.changed());
      length += row.log().json().length();
    }
    return new Commit(after.revision(), changes, length);
  }
}
