package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Inspector;

/** Looks through all that the database holds, once, on one thread; others may see how far it is. */
final class Inspection {

  private static final long SAID_EVERY = 100_000;

  private final Database database;
  private final Pace pace;
  private final List<Inspector.Found> done = new ArrayList<>();
  private volatile List<Inspector.Found> found = List.of();

  /** How fast it goes. */
  @FunctionalInterface
  interface Pace {

    /**
     * Called after each piece; may wait.
     *
     * @param nanos that the piece took
     * @return whether to go on
     */
    boolean goesOn(long nanos);
  }

  Inspection(Database database, Pace pace) {
    this.database = database;
    this.pace = pace;
  }

  /**
   * @throws Problem as {@link Inspector#inspect}, and UNAVAILABLE if it is not to go on
   */
  List<Inspector.Found> run(Consumer<String> progress) {
    for (Inspected part : parts()) {
      Inspector.Found one = look(part, progress);
      note(one);
      done.add(one);
      progress.accept(part.title() + ": " + part.rows());
    }
    return found;
  }

  /** As {@link Inspector.Report} has it. For any thread. */
  List<Inspector.Found> found() {
    return found;
  }

  private void note(Inspector.Found one) {
    List<Inspector.Found> all = new ArrayList<>(done);
    all.add(one);
    found = List.copyOf(all);
  }

  private List<Inspected> parts() {
    return List.of(
        new InspectedLog(),
        new InspectedSealed(),
        new InspectedEntries(database),
        new InspectedCatalogue(database.schema()));
  }

  private Inspector.Found look(Inspected part, Consumer<String> progress) {
    long said = 0;
    try {
      while (piece(part)) {
        note(new Inspector.Found(part.title(), part.rows(), Optional.empty()));
        if (part.rows() - said >= SAID_EVERY) {
          said = part.rows();
          progress.accept(part.title() + ": " + said);
        }
      }
      return new Inspector.Found(part.title(), part.rows(), Optional.empty());
    } catch (SQLException e) {
      String cure = database.failed(e);
      if (database.damage().isEmpty()) {
        throw new Problem(
            Problem.Reason.UNAVAILABLE,
            "the store cannot read from " + database.name() + ": " + e.getMessage(),
            cure,
            List.of(),
            e);
      }
      return new Inspector.Found(part.title(), part.rows(), Optional.of(e.getMessage()));
    }
  }

  private boolean piece(Inspected part) throws SQLException {
    long began = System.nanoTime();
    boolean more;
    try (Connection moment = database.moment()) {
      more = part.next(moment);
    }
    if (!pace.goesOn(System.nanoTime() - began)) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the store is shut down amid its inspection",
          "Try again when it is back.");
    }
    return more;
  }
}
