package org.hansa.core.driver.http;

import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be listed, over however many pages.
 *
 * @param request of the first page
 * @param items JSON pointer of a page's list; empty if the page is the list
 * @param type of the items
 * @param total JSON pointer of how many there are in all, if the server says it
 * @param id what an item is known by, so that one that comes twice is found
 */
public record Listing<T>(
    Request request,
    String items,
    Class<T> type,
    Paging paging,
    Optional<String> total,
    Optional<Function<T, String>> id) {

  public static <T> Listing<T> of(Request request, String items, Class<T> type, Paging paging) {
    return new Listing<>(request, items, type, paging, Optional.empty(), Optional.empty());
  }

  public Listing<T> total(String pointer) {
    return new Listing<>(request, items, type, paging, Optional.of(pointer), id);
  }

  public Listing<T> id(Function<T, String> known) {
    return new Listing<>(request, items, type, paging, total, Optional.of(known));
  }
}
