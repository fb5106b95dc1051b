package org.hansa.itests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.store.MemoryStore;

/**
 * Defects that are planted to prove that the simulation sees them: the classic ones of systems of
 * this sort.
 */
enum Bug implements MemoryStore.Spoiler {
  NONE,
  LOST_COMPARE_AND_SET,
  DOUBLE_CREATE,
  LEAKED_RESERVATION,
  SKIPPED_AUDIT,
  WATCH_GAP,
  FORGOTTEN_FINALIZER,
  LEDGER_TWICE,
  HOLD_IGNORED,
  STALE_FENCE,
  PRECONDITION_IGNORED;

  @Override
  public boolean checksFences() {
    return this != STALE_FENCE;
  }

  boolean forgetsWhatItReliedOn() {
    return this == PRECONDITION_IGNORED || this == HOLD_IGNORED;
  }

  /** What the gate is asked. */
  Request asked(Request request) {
    boolean people = request.door().equals(Users.DOOR);
    return new Request(
        request.principal(),
        request.door(),
        request.cause(),
        request.changes(),
        people == (this == PRECONDITION_IGNORED)
            ? request.relied().stream().filter(r -> !people && !r.what().contains("hold")).toList()
            : request.relied(),
        request.fence());
  }

  /** What the runtime reads. */
  Snapshot read(Snapshot newest) {
    if (this != HOLD_IGNORED) {
      return newest;
    }
    List<Resource> bare =
        newest.kinds().stream()
            .flatMap(newest::list)
            .filter(r -> !r.holds().isEmpty())
            .map(r -> r.withHolds(new TreeSet<>()))
            .toList();
    return bare.isEmpty() ? newest : newest.with(bare, List.of());
  }

  @Override
  public Snapshot seen(Snapshot newest, Snapshot former) {
    return this == LOST_COMPARE_AND_SET && newest.revision() % 5 == 0 ? former : newest;
  }

  @Override
  public Transaction wanted(Transaction t) {
    return switch (this) {
      case LEAKED_RESERVATION ->
          new Transaction(
              t.puts(),
              t.removes().stream().filter(r -> !r.kind().equals(Reservation.KIND)).toList(),
              t.entries(),
              t.sealed(),
              t.fences());
      case SKIPPED_AUDIT ->
          t.puts().size() == 3
              ? new Transaction(
                  t.puts(),
                  t.removes(),
                  t.entries().stream().filter(e -> !e.stream().equals(Entry.AUDIT)).toList(),
                  t.sealed())
              : t;
      case FORGOTTEN_FINALIZER ->
          new Transaction(
              t.puts().stream()
                  .map(
                      r ->
                          r.ref().kind().equals("Instance") && r.isDeleting()
                              ? r.withFinalizers(new TreeSet<>())
                              : r)
                  .toList(),
              t.removes(),
              t.entries(),
              t.sealed(),
              t.fences());
      case LEDGER_TWICE -> {
        List<Entry> twice = new ArrayList<>(t.entries());
        t.entries().stream().filter(e -> e.stream().equals(Entry.LEDGER)).forEach(twice::add);
        yield new Transaction(t.puts(), t.removes(), twice, t.sealed(), t.fences());
      }
      default -> t;
    };
  }
}
