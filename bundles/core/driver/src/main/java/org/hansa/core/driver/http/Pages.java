package org.hansa.core.driver.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** Reads page after page and believes none of them that all is well. */
final class Pages<T> implements Iterator<List<T>> {

  private final Listing<T> listing;
  private final Limits limits;
  private final Function<Request, URI> address;
  private final Function<Request, Answer> send;
  private final Set<URI> asked = new HashSet<>();
  private final Set<Pin> seen = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private Optional<Request> next;
  private Optional<Long> total = Optional.empty();
  private int pages;
  private int sum;

  /**
   * @param address where a request goes
   * @param send until the listing's deadline
   */
  Pages(
      Listing<T> listing,
      Limits limits,
      Function<Request, URI> address,
      Function<Request, Answer> send) {
    this.listing = listing;
    this.limits = limits;
    this.address = address;
    this.send = send;
    this.next = Optional.of(listing.paging().first(listing.request()));
  }

  /** True as well if what is to come is a failure. */
  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public List<T> next() {
    Request request = next.orElseThrow(NoSuchElementException::new);
    if (!asked.add(address.apply(request))) {
      throw failure(Reason.INTERNAL, "its pages lead back to one that was read before");
    }
    if (pages == limits.pages()) {
      throw failure(Reason.INTERNAL, "it has more than " + limits.pages() + " pages");
    }
    Answer answer = send.apply(request);
    List<T> items = answer.list(listing.items(), listing.type());
    pages++;
    sum += items.size();
    if (sum > limits.items()) {
      throw failure(Reason.INTERNAL, "it has more than " + limits.items() + " items");
    }
    checkTwice(answer, items);
    readTotal(answer);
    next = listing.paging().next(new Paging.Turn(request, answer, items.size(), pages, sum, total));
    if (next.isEmpty() || (total.isPresent() && sum > total.get())) {
      checkWhole();
    }
    return items;
  }

  private void checkTwice(Answer answer, List<T> items) {
    JsonNode list = answer.array(listing.items());
    if (!items.isEmpty()
        && !seen.add(Pin.digest(list.toString().getBytes(StandardCharsets.UTF_8)))) {
      throw failure(Reason.INTERNAL, "page " + pages + " is one that came before");
    }
    if (listing.id().isPresent()) {
      for (T item : items) {
        String id = listing.id().get().apply(item);
        if (!ids.add(id)) {
          throw failure(
              Reason.UNAVAILABLE,
              "it changed while it was read: '" + Words.plain(id) + "' came twice");
        }
      }
    }
  }

  private void readTotal(Answer answer) {
    if (listing.total().isEmpty()) {
      return;
    }
    JsonNode node = answer.find(listing.total().get());
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      long said = node.longValue();
      if (total.isPresent() && total.get() != said) {
        throw failure(
            Reason.UNAVAILABLE,
            "it changed while it was read: of " + total.get() + " items, then of " + said);
      }
      total = Optional.of(said);
    } else if (total.isEmpty() || !node.isMissingNode()) {
      throw failure(Reason.INTERNAL, "there is no number at " + listing.total().get());
    }
  }

  private void checkWhole() {
    if (total.isPresent() && total.get() != sum) {
      throw failure(
          Reason.UNAVAILABLE,
          "it was cut or changed while it was read: " + sum + " of " + total.get() + " items came");
    }
  }

  /** After which there is nothing more to come. */
  private DriverException failure(Reason reason, String message) {
    next = Optional.empty();
    return new DriverException(reason, "listing by " + listing.request() + ": " + message);
  }
}
