package org.hansa.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** What the store needs of a database, where one differs from another. Thread-safe. */
interface Database {

  /** What was there at the start. */
  record Start(String installation, PersistentSnapshot snapshot, long compacted) {}

  /** For messages: where it is, without any secret. */
  String name();

  /** What to do when it refuses. */
  String cure();

  /**
   * Takes note of a failure.
   *
   * @return what to do about it
   */
  default String failed(Throwable why) {
    return cure();
  }

  /**
   * That it is damaged for good, in one line with the cure: then nothing more is written to it, for
   * it might not be found again.
   */
  default Optional<String> damage() {
    return Optional.empty();
  }

  /**
   * Makes the schema if there is none, or brings that of a former release to this one's, and reads
   * all resources.
   *
   * @param progress told what takes long, and how far it is, in words that stand alone
   * @throws org.hansa.core.api.Problem CONFLICT if a newer Hansa wrote the database
   */
  Start start(Instant now, Consumer<String> progress) throws SQLException;

  /** The same for nobody who waits. */
  default Start start(Instant now) throws SQLException {
    return start(now, said -> {});
  }

  /** Whether only this process writes it: then what it decides on is what it knows. */
  boolean isOurs();

  /** On a connection of its own, for the writer. */
  Tables tables() throws SQLException;

  /** A connection for queries; if it makes transactions, who lends it ends them. */
  Connection reader() throws SQLException;

  Schema schema();

  /** A connection in a read transaction: all that it reads is one moment's, while writes go on. */
  Connection moment() throws SQLException;

  /** What says in SQL that an index is to be used, or nothing. */
  String using(String index);
}
