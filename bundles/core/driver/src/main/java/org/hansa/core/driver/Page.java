package org.hansa.core.driver;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A page of objects.
 *
 * @param next the cursor of the next page; empty if this is the last
 */
public record Page<O extends Record>(List<Item<O>> items, Optional<String> next) {

  /** As many objects as a page is ever asked for. */
  public static final int MOST = 1_000;

  private static final String AFTER = "after:";

  public Page {
    items = List.copyOf(items);
  }

  /** One object: the uid it was applied under (or, for what is only found, a stable name). */
  public record Item<O extends Record>(String uid, O state) {}

  public static <O extends Record> Page<O> last(List<Item<O>> items) {
    return new Page<>(items, Optional.empty());
  }

  /**
   * The page of all these, in the order of their uids, that follows a cursor of such a page. All
   * may be others by then: those with greater uids follow.
   *
   * @param all that there are now
   * @param most as {@link Facet#list} was given it
   * @throws DriverException INVALID for a cursor that no such page says
   */
  public static <O extends Record> Page<O> of(
      List<Item<O>> all, Optional<String> cursor, int most) {
    Optional<String> after = cursor.map(Page::uid);
    List<Item<O>> rest =
        all.stream()
            .filter(item -> after.filter(uid -> item.uid().compareTo(uid) <= 0).isEmpty())
            .sorted(Comparator.comparing(Item::uid))
            .toList();
    return rest.size() <= most
        ? last(rest)
        : new Page<>(rest.subList(0, most), Optional.of(AFTER + rest.get(most - 1).uid()));
  }

  private static String uid(String cursor) {
    DriverException.require(
        cursor.startsWith(AFTER) && cursor.length() > AFTER.length(),
        "no page has said the cursor '" + cursor + "'; begin without one");
    return cursor.substring(AFTER.length());
  }
}
