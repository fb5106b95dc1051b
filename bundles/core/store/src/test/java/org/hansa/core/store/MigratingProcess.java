package org.hansa.core.store;

import java.nio.file.Path;
import java.time.InstantSource;

/** Opens a state of a former release, says how far it is, and when it is done. */
final class MigratingProcess {

  static final String DONE = "done";

  private MigratingProcess() {}

  /** The argument: the state folder. */
  public static void main(String[] args) {
    SqliteStore.open(Path.of(args[0]), InstantSource.system(), Limits.DEFAULT, System.out::println)
        .close();
    System.out.println(DONE);
  }
}
