package org.hansa.core.driver;

import java.util.List;
import java.util.Optional;

/**
 * A page of objects.
 *
 * @param next the cursor of the next page; empty if this is the last
 */
public record Page<O extends Record>(List<Item<O>> items, Optional<String> next) {

  public Page {
    items = List.copyOf(items);
  }

  /** One object: the uid it was applied under (or, for what is only found, a stable name). */
  public record Item<O extends Record>(String uid, O state) {}

  public static <O extends Record> Page<O> last(List<Item<O>> items) {
    return new Page<>(items, Optional.empty());
  }
}
