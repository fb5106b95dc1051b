package org.hansa.core.api.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Json;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks for damage in all that the database holds, while the installation works: each row against
 * its check sum, and each index against the rows that must be found by it. The store does so by
 * itself once a day, slowly. What is found to be damaged stands in the store's readiness, and
 * nothing more is written. There also while no store is open. Thread-safe; asks no gate.
 */
@ProviderType
public interface Inspector {

  /** Who has the inspection made that nobody asked for. */
  String ITSELF = "system:store";

  /**
   * What was found of one part of the state.
   *
   * @param part resources, sealed, entries or catalogue
   * @param rows that were looked at
   * @param damage what was found, in one line; then the rest of the part was not looked at
   */
  record Found(String part, long rows, Optional<String> damage) {}

  /** What came of an inspection. */
  enum Outcome {
    /** It is under way. */
    RUNNING,
    /** All is as it was written. */
    WHOLE,
    /** Something is not. */
    DAMAGED,
    /** Not all could be looked at, and what was is as it was written. */
    FAILED
  }

  /**
   * What is known of an inspection.
   *
   * @param by who had it made, or {@link #ITSELF}
   * @param ended empty while it is under way
   * @param found of each part, in the order in which they are looked at; of the last one so far
   * @param failure why it did not come to its end, in one line with the cure
   */
  record Report(
      String by,
      Instant began,
      Optional<Instant> ended,
      List<Found> found,
      Optional<String> failure) {

    public Report {
      // Read back, an empty list comes as none.
      found = found == null ? List.of() : List.copyOf(found);
    }

    public Outcome outcome() {
      if (ended.isEmpty()) {
        return Outcome.RUNNING;
      }
      if (found.stream().anyMatch(each -> each.damage().isPresent())) {
        return Outcome.DAMAGED;
      }
      return failure.isPresent() ? Outcome.FAILED : Outcome.WHOLE;
    }

    /** Of all parts. */
    public long rows() {
      return found.stream().mapToLong(Found::rows).sum();
    }

    /** As doors write it: its fields, and its outcome. */
    public ObjectNode written() {
      ObjectNode all = (ObjectNode) Json.tree(this);
      return all.put("outcome", outcome().name());
    }
  }

  /**
   * What is known of this node's inspections since its store was opened.
   *
   * @param running the one that somebody asked for
   * @param last the one that ended last, whoever had it made
   */
  record Reports(Optional<Report> running, Optional<Report> last) {}

  /**
   * Looks at all of it, as fast as the disk and one processor go.
   *
   * @param by who has it made, for the audit; which lacks it if nothing can be written
   * @param cause as in {@link Entry}
   * @param progress gets lines for people
   * @return for each part, in the order in which they were looked at
   * @throws org.hansa.core.api.Problem CONFLICT while another that somebody asked for is under way;
   *     UNAVAILABLE if no store is open, or the disk or the database refuses for any other reason
   */
  List<Found> inspect(String by, String cause, Consumer<String> progress);

  /**
   * Begins to look at all of it, and returns at once. How far it is, and what came of it, say the
   * {@link #reports}.
   *
   * @throws org.hansa.core.api.Problem as {@link #inspect} before it has begun
   */
  Report begin(String by, String cause);

  /**
   * @throws org.hansa.core.api.Problem UNAVAILABLE if no store is open
   */
  Reports reports();
}
