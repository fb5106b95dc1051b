package org.hansa.drivers.hansa;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.http.Credentials;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpSettings;
import org.hansa.core.driver.http.Limits;
import org.hansa.core.driver.http.Listing;
import org.hansa.core.driver.http.Paging;
import org.hansa.core.driver.http.Request;

/** How the partner's Hansa is asked. */
final class Partner implements AutoCloseable {

  /** As many as Hansa reads of one endpoint. */
  private static final int MOST_OBJECTS = 100_000;

  private static final int MOST_PAGES = 2_000;
  private static final String PAGE = "1000";

  private final HttpCaller api;
  private final HansaOptions options;
  private final Names names;

  Partner(Opening opening, HansaOptions options) {
    this.options = options;
    this.names = new Names(opening.installation(), opening.endpoint());
    HttpSettings settings =
        HttpSettings.to(door(options.url()))
            .credentials(shown(opening))
            .trust(options.trust())
            .statuses(Refusals::reason)
            .limits(Limits.DEFAULT.listing(MOST_PAGES, MOST_OBJECTS))
            .hiding(hidden(opening));
    this.api = HttpCaller.open(settings, opening);
  }

  private static URI door(URI url) {
    return URI.create(url.toString().replaceFirst("/+$", "") + "/api/v1");
  }

  private static Credentials shown(Opening opening) {
    return opening.credentials().containsKey("token")
        ? Credentials.bearer(opening.credential("token"))
        : Credentials.basic(opening.credential("user"), opening.credential("password"));
  }

  /** Who we are may be said; how we prove it may not. */
  private static List<String> hidden(Opening opening) {
    return opening.credentials().entrySet().stream()
        .filter(one -> !one.getKey().equals("user"))
        .map(Map.Entry::getValue)
        .toList();
  }

  Names names() {
    return names;
  }

  String tenant() {
    return options.tenant();
  }

  /** For people. */
  String where() {
    return options.url().getHost() + ", tenant " + tenant();
  }

  /** It is on this machine, as we were told, and not by itself. */
  boolean isHere() {
    return Addresses.isHere(options.url().getHost());
  }

  Request one(String method, String plural, String name) {
    return Request.of(method, "/" + plural + "/{tenant}/{name}", tenant(), name);
  }

  /** All of a kind that are ours, the newest state of each. */
  <T> Listing<T> ours(String plural, Class<T> type) {
    Request request =
        Request.get("/" + plural)
            .query("tenant", tenant())
            .query("labelSelector", names.selector())
            .query("limit", PAGE);
    return Listing.of(request, "/items", type, Paging.marker("/next", "cursor"));
  }

  Answer send(Request request, Deadline deadline) {
    return advised(() -> api.send(request, deadline));
  }

  /** Empty if it is not there. */
  Optional<Answer> find(Request request, Deadline deadline) {
    return advised(() -> api.find(request, deadline));
  }

  <T> List<T> all(Listing<T> listing, Deadline deadline) {
    return advised(() -> api.all(listing, deadline));
  }

  private static <T> T advised(Supplier<T> call) {
    try {
      return call.get();
    } catch (DriverException e) {
      if (e.reason() != Reason.UNAUTHORIZED) {
        throw e;
      }
      throw new DriverException(
          e.reason(),
          e.getMessage()
              + "; see that the endpoint's secret is of the account that the partner made for us,"
              + " and that this has its role there still",
          e);
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
