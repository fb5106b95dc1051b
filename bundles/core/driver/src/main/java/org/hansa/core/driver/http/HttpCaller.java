package org.hansa.core.driver.http;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;

/**
 * Calls one HTTP server for one session of a driver. Thread-safe.
 *
 * <p>A driver makes one in {@code open}, which asks nobody anything, and closes it with its
 * session:
 *
 * <pre>{@code
 * record Server(String id, @Key("flavor-id") String flavor, Optional<BigDecimal> load) {}
 *
 * HttpCaller api =
 *     HttpCaller.open(
 *         HttpSettings.to(options.address())
 *             .credentials(Credentials.token(this::login))
 *             .trust(Trust.authorities(options.authority()))
 *             .hiding(opening.credentials().values()),
 *         opening.clock(),
 *         new Random()::nextDouble);
 *
 * Server one = api.send(Request.get("/servers/{id}", uid), deadline).json("/server", Server.class);
 * api.send(Request.delete("/servers/{id}", uid).idempotent().answers(404), deadline);
 * List<Server> all =
 *     api.all(
 *         Listing.of(
 *                 Request.get("/servers").query("tag", tag),
 *                 "/servers",
 *                 Server.class,
 *                 Paging.nextAddress("/links/next"))
 *             .id(Server::id),
 *         deadline);
 *
 * private Token login(Function<Request, Answer> here, Deadline deadline) {
 *   Request asked = Request.post("/login").json(new Login(user, password)).idempotent();
 *   Session s = here.apply(asked).json(Session.class);
 *   return new Token(s.token(), Optional.of(s.expires()));
 * }
 * }</pre>
 *
 * <p><b>Deadlines.</b> A call ends before its deadline, whatever it waits for: a connection, a
 * login, an answer, the rest of a body, another try.
 *
 * <p><b>Repeats.</b> GET and HEAD, and what the driver says is {@link Request#idempotent}, are
 * repeated when the connection breaks off, the answer is cut, or the status is 429, 502, 503 or
 * 504; after {@code Retry-After} if that is said, and not at all if the deadline comes first. What
 * else may have had its effect is never sent twice: it fails as UNAVAILABLE, and the driver
 * observes. A 401 has had no effect: with a token that a login gives, any call is sent once more
 * with a new one.
 *
 * <p><b>Reasons.</b> INVALID is 400, 422 and other 4xx, UNAUTHORIZED 401, 403 and 407, NOT_FOUND
 * 404 and 410, CONFLICT 409, 412 and 423, EXHAUSTED 413, 429 and 507, UNAVAILABLE 408, 502, 503 and
 * 504, no connection, a broken one, a cut answer, and a server that does not prove who it is;
 * INTERNAL other 5xx and answers that are not as they should be. A redirect that is not followed is
 * INVALID if it is for good, else INTERNAL. A {@link StatusRule} says what a vendor means
 * otherwise.
 *
 * <p><b>Secrets.</b> Credentials go to the origin of the base address alone; redirects are followed
 * for GET and HEAD, within that origin. Messages have the method, the path without its query, the
 * status and the server's words, and none of the secrets that are known here.
 */
public final class HttpCaller implements AutoCloseable {

  private static final Integer[] GONE = {404, 410};

  private final HttpSettings settings;
  private final Secrets secrets;
  private final Json json = new Json();
  private final Origin origin;
  private final Transport transport;
  private final Sending sending;

  private HttpCaller(HttpSettings settings, InstantSource clock, DoubleSupplier random) {
    this.settings = settings;
    this.secrets = settings.allSecrets();
    this.origin = Origin.of(settings);
    this.transport = new Transport(settings, origin);
    Retries retries = new Retries(settings.limits, clock, random);
    Authorizer nobody = new Authorizer.Fixed(Optional.empty());
    Sending plain = new Sending(transport, origin, nobody, retries, settings);
    Function<Deadline, Function<Request, Answer>> here =
        deadline -> request -> send(plain, request, true, deadline);
    Credentials shown = settings.credentials;
    Authorizer authorizer =
        shown.source().isEmpty()
            ? new Authorizer.Fixed(shown.fixed())
            : new Logins(shown, shown.source().get(), here, clock, secrets);
    this.sending = new Sending(transport, origin, authorizer, retries, settings);
  }

  /**
   * Asks nobody anything yet.
   *
   * @param settings not changed from now on
   * @param clock by which tokens expire and {@code Retry-After} is read
   * @param random from 0 to less than 1, for waits; called by any thread
   * @throws DriverException INVALID if the settings cannot be used
   */
  public static HttpCaller open(HttpSettings settings, InstantSource clock, DoubleSupplier random) {
    return new HttpCaller(settings, clock, random);
  }

  /** The same, with the clock of an opening, and the waits of chance. */
  public static HttpCaller open(HttpSettings settings, Opening opening) {
    return open(settings, opening.clock(), new Random()::nextDouble);
  }

  /**
   * What may be there or not.
   *
   * @return empty if the status is 404 or 410
   * @throws DriverException as {@link #send} does
   */
  public Optional<Answer> find(Request request, Deadline deadline) {
    Answer answer = send(request.answers(GONE), deadline);
    return Optional.of(answer).filter(a -> !Set.of(GONE).contains(a.status()));
  }

  /**
   * @throws DriverException if there is no answer in time, or one whose status is neither 2xx nor
   *     one that the request {@link Request#answers}
   */
  public Answer send(Request request, Deadline deadline) {
    return send(sending, request, false, deadline);
  }

  private Answer send(Sending by, Request request, boolean quiet, Deadline deadline) {
    URI address = origin.address(request);
    String what = secrets.hide(request.method() + " " + address.getRawPath());
    Asked asked = new Asked(Words.plain(what), json, secrets, quiet);
    try {
      return by.send(request.written(json), address, asked, deadline);
    } catch (IllegalArgumentException e) {
      throw asked.failure(Reason.INVALID, Words.plain("" + e.getMessage()));
    }
  }

  /**
   * All pages of a listing, complete or failed. Each is asked for when it is come to; until the
   * last has come, a failure may still follow, and then none of them counts.
   *
   * @param deadline for all pages together
   */
  public <T> Iterator<List<T>> pages(Listing<T> listing, Deadline deadline) {
    return new Pages<>(
        listing, settings.limits, origin::address, request -> send(request, deadline));
  }

  /**
   * @return every item, in the order in which they came
   * @throws DriverException UNAVAILABLE if the listing was cut or changed while it was read,
   *     INTERNAL if its pages have no end or lead elsewhere
   */
  public <T> List<T> all(Listing<T> listing, Deadline deadline) {
    List<T> all = new ArrayList<>();
    pages(listing, deadline).forEachRemaining(all::addAll);
    return List.copyOf(all);
  }

  /**
   * A page of a facet's, cut from all of a listing, which is read each time.
   *
   * @param cursor as the facet was asked
   * @param most as well
   * @throws DriverException INVALID for a cursor that no page has said; and as {@link #all} does
   */
  public <T, O extends Record> Page<O> page(
      Optional<String> cursor,
      int most,
      Listing<T> listing,
      Function<T, Page.Item<O>> shown,
      Deadline deadline) {
    return Page.of(all(listing, deadline).stream().map(shown).toList(), cursor, most);
  }

  /** Calls that are under way fail as UNAVAILABLE. */
  @Override
  public void close() {
    transport.close();
  }

  @Override
  public String toString() {
    return "HttpCaller[" + settings.base.getHost() + "]";
  }
}
