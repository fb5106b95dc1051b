package org.hansa.itests.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.store.Entry;
import org.hansa.itests.simulation.Invariants.Rule;

/** The audit: who changed what is said in the same transaction, and once. */
final class Trail {

  private final Invariants invariants;

  Trail(Invariants invariants) {
    this.invariants = invariants;
  }

  /**
   * A transaction may have entries of several actors, of a user and of the controllers that decided
   * with the request, and each says what that actor changed, once.
   */
  void check(List<String> changed, List<Entry> entries) {
    // In order, for what is broken is said in the same words in each process.
    Set<String> all = new TreeSet<>(changed);
    Set<String> said = new TreeSet<>();
    Set<String> whole = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.stream().equals(Entry.AUDIT)) {
        JsonNode told = entry.body().tree().path("changes");
        if (Strangers.isOne(entry.actor()) && !told.isEmpty()) {
          invariants.broken(Rule.STRANGERS_CHANGE_NOTHING, entry.actor() + ": " + entry.body());
        }
        Set<String> here = new HashSet<>();
        for (JsonNode change : told) {
          String ref = change.path("ref").asText();
          said.add(ref);
          if (!here.add(ref) || !whole.add(entry.actor() + " " + change)) {
            invariants.broken(
                Rule.EVERY_CHANGE_IS_AUDITED_ONCE, "twice: " + entry.actor() + " " + change);
          }
        }
      }
    }
    if (!said.containsAll(all)) {
      invariants.broken(
          Rule.EVERY_CHANGE_IS_AUDITED_ONCE, "changed are " + all + ", audited " + said);
    }
  }
}
