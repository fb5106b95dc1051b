package org.hansa.drivers.hansa;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

/** How the partner's Hansa is asked, and by which names what is ours is known there. */
final class Partner implements AutoCloseable {

  /** A label of what is ours: whose. */
  static final String GUEST = "hansa.guest";

  /** Another: the uid that it has here. */
  static final String UID = "hansa.guest.uid";

  /** Another, of what is to go. */
  static final String LEAVING = "hansa.guest.leaving";

  /** The one component of an application of ours. */
  static final String COMPONENT = "main";

  /** As many as Hansa reads of one endpoint. */
  private static final int MOST_OBJECTS = 100_000;

  private static final int MOST_PAGES = 2_000;
  private static final String PAGE = "1000";
  private static final int SHORT = 4;

  /** Part of a name there, so without capitals. */
  private static final Pattern KEY = Pattern.compile("[a-z0-9]([-a-z0-9]{0,126}[a-z0-9])?");

  private final HttpCaller api;
  private final String installation;
  private final HansaOptions options;
  private final String mark;

  Partner(Opening opening, HansaOptions options) {
    this.options = options;
    this.installation = opening.installation();
    this.mark = "w-" + hash(installation) + "-";
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

  /** Two installations may share one tenant there, and one uid. */
  private static String hash(String installation) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(installation.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, SHORT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  String tenant() {
    return options.tenant();
  }

  /** For people. */
  String where() {
    return options.url().getHost() + ", tenant " + tenant();
  }

  boolean isOnLoopback() {
    return Bounds.isLoopback(options.url().getHost());
  }

  /** Of the application that stands for a workload: the same each time. */
  String application(String uid) {
    DriverException.require(
        KEY.matcher(uid).matches(),
        "the uid '" + Bounds.shown(uid) + "' must be 1 to 128 lower-case letters, digits and '-'");
    return mark + uid;
  }

  /** Of its one instance, as the partner's own components call it. */
  String instance(String uid) {
    return application(uid) + "." + COMPONENT + ".0";
  }

  Map<String, String> labels(String uid) {
    return Map.of(GUEST, installation, UID, uid);
  }

  /** The uid of what is ours and has the name that it has by us; else it is none of ours. */
  Optional<String> uid(String name, Map<String, String> labels) {
    return Optional.ofNullable(labels.get(UID))
        .filter(uid -> installation.equals(labels.get(GUEST)))
        .filter(uid -> KEY.matcher(uid).matches() && application(uid).equals(name));
  }

  Request one(String method, String plural, String name) {
    return Request.of(method, "/" + plural + "/{tenant}/{name}", tenant(), name);
  }

  /** All of a kind that are ours, the newest state of each. */
  <T> Listing<T> ours(String plural, Class<T> type) {
    Request request =
        Request.get("/" + plural)
            .query("tenant", tenant())
            .query("labelSelector", GUEST + "=" + installation)
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
