package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hansa.core.api.Account;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Principal;

/**
 * {@code /api/v1/session}: POST a name and password to log in from a browser, DELETE to log out.
 * What else a page asks, it asks with the cookie it was given here and the key, in a header that no
 * other site's page can send: a cookie alone is sent to whatever port of this host, and at the
 * bidding of whoever a person visits.
 */
final class SessionDoor {

  static final String PATH = "/api/v1/session";
  static final String KEY = "X-Hansa-Session";

  private static final String COOKIE = "hansa-session-";
  private static final String ATTRIBUTES = "; Path=/api/v1; HttpOnly; SameSite=Strict";

  /** Nobody is known yet: no more is read than a name and a password take. */
  private static final int MAX_BODY = 4096;

  private final Services services;
  private final Sessions sessions;

  SessionDoor(Services services, Sessions sessions) {
    this.services = services;
    this.sessions = sessions;
  }

  /** True if it says that it comes from a page of ours. */
  static boolean isOfPage(HttpServletRequest request) {
    return request.getHeader(KEY) != null;
  }

  /** Answers if it is about the session itself; false if it is anything else. */
  boolean serves(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    if (!path.equals(PATH)) {
      return false;
    }
    switch (request.getMethod()) {
      case "POST" -> open(request, response);
      case "DELETE" -> end(request, response);
      default -> throw Trouble.wrongMethod(request.getMethod(), "POST, DELETE");
    }
    return true;
  }

  private void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Query.of(request);
    sameSite(request);
    ObjectNode body = body(request);
    Nearest.check("/", body, List.of("name", "password"));
    String name = text(body, "name");
    char[] password = text(body, "password").toCharArray();
    Snapshot before = services.store().snapshot();
    Principal principal;
    try {
      principal = services.gate().login(name, password);
    } finally {
      Arrays.fill(password, '\0');
    }
    Sessions.Given given = sessions.open(login(principal, before));
    response.setHeader("Set-Cookie", cookie(request, given.id()));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("name", principal.name()).put("tenant", principal.tenant());
    answer.set("roles", Json.tree(new TreeSet<>(principal.roles())));
    answer.put("key", given.key());
    answer.put("idleSeconds", sessions.limits().idle().toSeconds());
    answer.put("lifeSeconds", sessions.limits().life().toSeconds());
    Reply made = Reply.json(answer);
    new Reply(201, made.headers(), made.body()).send(response);
  }

  private static ObjectNode body(HttpServletRequest request) throws IOException {
    long said = request.getContentLengthLong();
    byte[] bytes =
        said > MAX_BODY ? new byte[0] : request.getInputStream().readNBytes(MAX_BODY + 1);
    if (Math.max(said, bytes.length) > MAX_BODY) {
      throw new Problem(
          Problem.Reason.TOO_LARGE, "the body is longer than " + MAX_BODY + " bytes", "Send less.");
    }
    return Bodies.object(request, new ByteArrayInputStream(bytes));
  }

  /** No value of it is said again: it may be a password. */
  private static String text(ObjectNode body, String field) {
    if (!body.path(field).isTextual()) {
      throw new Problem(
          Problem.Reason.INVALID,
          "/" + field + " is not a text",
          "Send {\"name\": ..., \"password\": ...}.");
    }
    return body.get(field).textValue();
  }

  /** The account as it stood before the password was found right: what changes it ends all this. */
  private static Sessions.Login login(Principal principal, Snapshot before) {
    Ref ref = account(principal);
    Resource account = before.get(ref).orElseThrow(SessionDoor::over);
    return new Sessions.Login(principal.name(), ref, account.uid(), account.revision());
  }

  private static Ref account(Principal principal) {
    String name = principal.name().substring(principal.name().indexOf(':') + 1);
    int at = name.indexOf('@');
    return new Ref(Account.KIND, principal.tenant(), at < 0 ? name : name.substring(0, at));
  }

  private void end(HttpServletRequest request, HttpServletResponse response) {
    Query.of(request);
    if (principal(request).isEmpty()) {
      throw over();
    }
    // The other cookies are not the page's that asks: another port may have set or sent them.
    own(request, false).ifPresent(sessions::end);
    response.setHeader("Set-Cookie", cookie(request, "") + "; Max-Age=0");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /**
   * Who is logged in from this browser; empty if it shows no session. Streams are begun anew by the
   * page itself, so they are no sign that somebody is there.
   *
   * @throws Problem UNAUTHENTICATED if the session is over, or the request not of a page of ours
   */
  Optional<Principal> principal(HttpServletRequest request) {
    String key = request.getHeader(KEY);
    if (cookies(request).isEmpty() || key == null) {
      return Optional.empty();
    }
    sameSite(request);
    boolean uses = !WatchDoor.TYPE.equals(request.getHeader("Accept"));
    String id = own(request, uses).orElseThrow(SessionDoor::over);
    Sessions.Login login = sessions.find(id, key, false).orElseThrow(SessionDoor::over);
    boolean same =
        services
            .store()
            .snapshot()
            .get(login.account())
            .filter(a -> a.uid().equals(login.uid()) && a.revision() == login.revision())
            .isPresent();
    if (!same) {
      sessions.end(id);
      throw over();
    }
    return Optional.of(services.gate().account(login.name()));
  }

  /** Which of the cookies the key fits. */
  private Optional<String> own(HttpServletRequest request, boolean uses) {
    String key = request.getHeader(KEY);
    return cookies(request).stream()
        .filter(id -> sessions.find(id, key, uses).isPresent())
        .findFirst();
  }

  private static List<String> cookies(HttpServletRequest request) {
    Cookie[] all = request.getCookies();
    return all == null
        ? List.of()
        : Stream.of(all)
            .filter(cookie -> cookie.getName().equals(name(request)))
            .map(Cookie::getValue)
            .limit(4)
            .toList();
  }

  /** Browsers do not tell ports apart where cookies are concerned. */
  private static String name(HttpServletRequest request) {
    return COOKIE + request.getServerPort();
  }

  private static String cookie(HttpServletRequest request, String id) {
    return name(request) + "=" + id + ATTRIBUTES + (request.isSecure() ? "; Secure" : "");
  }

  /** What browsers say of where a request began; no page can change it. */
  private static void sameSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin")) {
      throw new Problem(
          Problem.Reason.FORBIDDEN,
          "a page of another site may not use this session",
          "Open the page that is served here.");
    }
  }

  private static Problem over() {
    return new Problem(
        Problem.Reason.UNAUTHENTICATED, "the session is over", "Log in again on the page.");
  }
}
