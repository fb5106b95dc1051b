package org.hansa.core.rest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.MediaType;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/**
 * {@code GET /api/v1/watch} and {@code GET /api/v1/PLURAL?watch=true}. They go past JAX-RS, which
 * would hold a thread for as long as a watcher watches.
 */
final class WatchDoor {

  static final String TYPE = MediaType.SERVER_SENT_EVENTS;

  private static final Pattern COLLECTION = Pattern.compile("/api/v1/([^/]+)/?");
  private static final Predicate<String> NUMBER = Pattern.compile("[0-9]{1,18}").asMatchPredicate();
  private static final String ALL = "watch";
  private static final String WATCH = "watch";
  private static final String FROM = "from";
  private static final String TENANT = "tenant";

  private final Services services;
  private final Lookup lookup;
  private final Watchers watchers;
  private final FollowDoor follows;
  private final Authentication authentication;

  WatchDoor(
      Services services,
      Lookup lookup,
      Watchers watchers,
      FollowDoor follows,
      Authentication authentication) {
    this.services = services;
    this.lookup = lookup;
    this.watchers = watchers;
    this.follows = follows;
    this.authentication = authentication;
  }

  /** Answers if this is a watch, or something is followed; false if it is anything else. */
  boolean serves(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    Matcher collection = COLLECTION.matcher(path);
    if (!reads || !collection.matches()) {
      return follows.serves(request, response, path);
    }
    String word = collection.group(1);
    if (!word.equals(ALL) && !Query.any(request).text(WATCH).equals(Optional.of("true"))) {
      return false;
    }
    Call call = Call.of(request);
    answer(request, response, word.equals(ALL) ? all(call, request) : of(call, request, word));
    return true;
  }

  private Watched all(Call call, HttpServletRequest request) {
    Query query = Query.of(request, FROM, "kind", TENANT);
    Optional<String> kind =
        query.text("kind").map(word -> Lookup.named(services.gate(), word, List.of()));
    return watched(call, kind, lookup.tenant(call, query, kind), "", resource -> true);
  }

  private Watched of(Call call, HttpServletRequest request, String plural) {
    Gate.Descriptor of = lookup.kind(plural);
    if (of.data() == Kind.Data.CATALOGUE) {
      throw Problem.invalid(
          "watch",
          "true",
          "for kinds in the snapshot, and " + of.kind() + " is of the catalogue",
          "List it.");
    }
    Optional<String> kind = Optional.of(of.kind());
    Query query = Query.of(request, CollectionApi.PARAMETERS);
    Lookup.at(query)
        .ifPresent(
            at -> {
              throw Problem.invalid(Lookup.AT, at, "without watch=true", "Use from to watch.");
            });
    String selectors =
        query.text(Selectors.LABEL).orElse("") + '\n' + query.text(Selectors.FIELD).orElse("");
    return watched(call, kind, lookup.tenant(call, query, kind), selectors, Selectors.of(query));
  }

  private static Watched watched(
      Call call,
      Optional<String> kind,
      Optional<String> tenant,
      String selectors,
      Predicate<Resource> selected) {
    return new Watched(call.principal().name(), kind, tenant, selectors, selected);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Watched watched)
      throws IOException {
    accepts(request, MediaType.SERVER_SENT_EVENTS_TYPE);
    Store store = services.store();
    long from = from(request, store);
    retained(store, from);
    if (request.getMethod().equals("HEAD")) {
      response.setContentType(TYPE);
      return;
    }
    watchers.open(request, response, watched, from, () -> authentication.principal(request));
  }

  /** What both lists and watches are served under must still be what the caller takes. */
  static void accepts(HttpServletRequest request, MediaType type) {
    String accept = request.getHeader("Accept");
    if (accept != null
        && JAXRSUtils.parseMediaTypes(accept).stream().noneMatch(type::isCompatible)) {
      throw Trouble.notAcceptable(type.toString());
    }
  }

  /**
   * Where nodes share a database, another may have told of a revision that this one has to learn.
   */
  private static long from(HttpServletRequest request, Store store) {
    String last = request.getHeader("Last-Event-ID");
    Query asked = last == null ? Query.any(request) : new Query(Map.of("Last-Event-ID", last));
    String name = last == null ? FROM : "Last-Event-ID";
    long newest = store.snapshot().revision();
    if (asked.text(name).filter(NUMBER).map(Long::parseLong).orElse(0L) > newest) {
      newest = store.transact(s -> Transaction.NOTHING).revision();
    }
    return asked.number(name, 0, newest).orElse(newest);
  }

  private static void retained(Store store, long from) {
    try {
      store.changes(from, 1);
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.EXHAUSTED) {
        throw Trouble.gone(e.getMessage(), "List anew, and watch from the revision of the list.");
      }
      throw e;
    }
  }
}
