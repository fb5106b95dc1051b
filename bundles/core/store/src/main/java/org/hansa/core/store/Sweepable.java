package org.hansa.core.store;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;

/** Blobs that may be removed when nothing names them. Thread-safe. */
interface Sweepable {

  /** Calls the sink with the hex digest of each blob not asked for since then. */
  void unused(Instant since, Consumer<String> sink) throws IOException;

  /** Removes a blob unless it was asked for since then; who reads it may read on. */
  boolean remove(String hex, Instant since);
}
