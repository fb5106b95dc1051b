package org.hansa.core.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.hansa.core.api.Blobs;

/** Stores that keep so few changes that a test can go beyond. */
public final class ShortLog {

  private ShortLog() {}

  /**
   * @param retained changes that are kept at least
   */
  public static SqliteStore open(Path state, int retained) {
    Limits few = new Limits(retained, 4096, Duration.ofSeconds(5), Blobs.MAX_BYTES, 1L << 30);
    return SqliteStore.open(state, InstantSource.system(), few);
  }
}
