package org.hansa.core.store;

import java.nio.file.Path;
import java.time.InstantSource;

/** Opens a database of a former release, says how far it is, and when it is done. */
final class PostgresMigratingProcess {

  static final String DONE = "done";

  private PostgresMigratingProcess() {}

  /** Arguments: the state folder and the URL of the database. */
  public static void main(String[] args) {
    PostgresStore.open(
            Path.of(args[0]),
            new PostgresStore.Access(args[1], "hansa", ""),
            InstantSource.system(),
            Limits.DEFAULT,
            () -> {},
            System.out::println)
        .close();
    System.out.println(DONE);
  }
}
