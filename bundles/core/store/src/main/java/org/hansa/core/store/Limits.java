package org.hansa.core.store;

import java.time.Duration;
import org.hansa.core.api.Blobs;

/**
 * What bounds the store.
 *
 * @param retained changes that are kept at least
 * @param waiting transactions that may wait for the writer
 * @param busy how long a locked database is waited for
 * @param blobBytes the greatest blob
 * @param blobQuota bytes of all blobs together
 */
record Limits(int retained, int waiting, Duration busy, long blobBytes, long blobQuota) {

  static final Limits DEFAULT =
      new Limits(100_000, 4096, Duration.ofSeconds(5), Blobs.MAX_BYTES, 5L << 30);

  /** Changes in one page read from the database. */
  static final int PAGE = 1000;

  /** Bytes of JSON in one page: it ends with the transaction that passes this. */
  static final long PAGE_BYTES = 16L << 20;

  /** Rows that one transaction may write. */
  static final int ROWS = 10_000;
}
