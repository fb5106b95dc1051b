package org.hansa.core.store;

import java.util.List;
import org.hansa.core.api.store.Changed;

/**
 * What one transaction changed; nothing if it wrote only entries.
 *
 * @param bytes about what it takes in memory
 */
record Commit(long revision, List<Changed> changes, long bytes) {

  Commit {
    changes = List.copyOf(changes);
  }
}
