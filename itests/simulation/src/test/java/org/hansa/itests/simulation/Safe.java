package org.hansa.itests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;
import org.hansa.core.store.MemoryStore;

/**
 * Where a backup lies. To restore it all nodes are stopped, for longer than what they asked for
 * takes to land; what people were told since then counts no more. After it nothing outside is to be
 * changed until somebody accepts.
 */
final class Safe {

  /** A backup, and what was known to be true then. */
  private record Backup(
      MemoryStore.Saved state, Users.Told users, Ledger.Books books, Instant made) {}

  private final MemoryStore store;
  private final Invariants invariants;
  private final Users users;
  private final Faults faults;
  private final Scheduler scheduler;
  private Optional<Backup> backup = Optional.empty();

  Safe(MemoryStore store, Invariants invariants, Users users, Faults faults, Scheduler scheduler) {
    this.store = store;
    this.invariants = invariants;
    this.users = users;
    this.faults = faults;
    this.scheduler = scheduler;
  }

  void backUp() {
    faults.count(Happening.BACKED_UP);
    backup =
        Optional.of(new Backup(store.save(), users.told(), invariants.books(), scheduler.real()));
  }

  /** Does nothing if there is no backup yet. */
  void restore(List<Machine> machines) {
    backup.ifPresent(
        b -> {
          faults.count(Happening.RESTORED);
          machines.forEach(Machine::stop);
          Instant landed = scheduler.real().plus(Outside.SETTLE).plus(Duration.ofSeconds(1));
          while (scheduler.real().isBefore(landed)) {
            scheduler.step(landed);
          }
          users.recall(b.users());
          invariants.recall(b.books());
          store.restore(b.state(), b.made(), scheduler.real());
          machines.forEach(Machine::release);
        });
  }

  /** Somebody lets it be put right. */
  void accept(Node node, Snapshot now) {
    if (isObserving(now)) {
      try {
        Change release = new Change.Hold(Installation.SELF, Installation.RESTORED, false);
        node.gate().submit(Request.of(Users.ROOT, Users.DOOR, "test", List.of(release)));
        faults.count(Happening.ACCEPTED);
      } catch (Problem e) {
        scheduler.say("not accepted: " + e.line());
      }
    }
  }

  /** Whether nothing outside may be changed. */
  static boolean isObserving(Snapshot now) {
    return now.get(Installation.SELF).filter(self -> !self.holds().isEmpty()).isPresent();
  }
}
