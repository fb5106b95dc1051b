package org.hansa.core.driver.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How a server says where a listing goes on. Whether it may be believed is checked by who reads the
 * pages, whatever this says.
 */
@FunctionalInterface
@ConsumerType
public interface Paging {

  /**
   * A page that was read.
   *
   * @param request that gave it
   * @param items in it
   * @param pages read so far, this one included
   * @param sum of items so far
   * @param total that the server announces
   */
  record Turn(Request request, Answer answer, int items, int pages, int sum, Optional<Long> total) {

    /** What asks for where a link in the answer leads to; if it leads astray, it fails there. */
    public Request leadingTo(String link) {
      String address =
          Origin.resolved(answer.raw().address(), link).map(URI::toString).orElse(link);
      return request.at(address);
    }

    boolean isLast() {
      return items == 0 || (total.isPresent() && sum >= total.get());
    }
  }

  /** What to ask for the next page; empty if there is none. */
  Optional<Request> next(Turn turn);

  /** What to ask for the first page. */
  default Request first(Request request) {
    return request;
  }

  /** All is in one page. */
  static Paging none() {
    return turn -> Optional.empty();
  }

  /** {@code Link: <address>; rel="next"}, by RFC 8288. */
  static Paging links() {
    return turn -> Links.next(turn.answer()).map(turn::leadingTo);
  }

  /**
   * The body has the next page's address; null, empty or not there: this is the last.
   *
   * @param pointer such as {@code /links/next}
   */
  static Paging nextAddress(String pointer) {
    return turn -> text(turn.answer(), pointer).map(turn::leadingTo);
  }

  /**
   * The body has a word by which the next page is asked for; null, empty or not there: this is the
   * last.
   *
   * @param parameter of the query that takes it
   */
  static Paging marker(String pointer, String parameter) {
    return turn ->
        text(turn.answer(), pointer).map(word -> turn.request().setQuery(parameter, word));
  }

  /** By how many items to leave out, until the announced total is reached or a page is empty. */
  static Paging offset(String offset, String limit, int size) {
    return new Paging() {
      @Override
      public Request first(Request request) {
        return request.setQuery(offset, "0").setQuery(limit, "" + size);
      }

      @Override
      public Optional<Request> next(Turn turn) {
        return turn.isLast()
            ? Optional.empty()
            : Optional.of(turn.request().setQuery(offset, "" + turn.sum()));
      }
    };
  }

  /**
   * By the page's number, until the announced total is reached or a page is empty.
   *
   * @param first the first page's number
   */
  static Paging numbered(String parameter, int first) {
    return new Paging() {
      @Override
      public Request first(Request request) {
        return request.setQuery(parameter, "" + first);
      }

      @Override
      public Optional<Request> next(Turn turn) {
        return turn.isLast()
            ? Optional.empty()
            : Optional.of(turn.request().setQuery(parameter, "" + (first + turn.pages())));
      }
    };
  }

  private static Optional<String> text(Answer answer, String pointer) {
    JsonNode node = answer.find(pointer);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual() && !node.isIntegralNumber()) {
      throw answer.asked().failure(Reason.INTERNAL, "the answer has no text at " + pointer);
    }
    return Optional.of(node.asText()).filter(text -> !text.isEmpty());
  }
}
