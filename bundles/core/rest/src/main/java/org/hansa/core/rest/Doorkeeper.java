package org.hansa.core.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;

/**
 * First behind the HTTP server: gives the request its id, sets the security headers, refuses what
 * is too large or hostile before any of it is read, authenticates, and counts. Whatever fails
 * behind it leaves as problem details, or as a facade says it, never as the server's own page.
 */
final class Doorkeeper extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int MAX_PATH = 1024;
  private static final int MAX_QUERY = 4096;
  private static final int MAX_HEADERS = 64;
  private static final int MAX_HEADER = 6144;

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE", "OPTIONS");

  private final transient HttpServlet inner;
  private final transient WatchDoor watches;
  private final transient Shortcut shortcut;
  private final transient Authentication authentication;
  private final transient SessionDoor sessions;
  private final transient PageDoor pages;
  private final transient FacadeDoor facades;
  private final transient Hosts hosts;

  private final transient Rates rates;
  private final transient Patience patience;
  private final transient LongSupplier nanos;
  private final transient Ids ids = new Ids();

  Doorkeeper(
      HttpServlet inner,
      WatchDoor watches,
      Shortcut shortcut,
      Authentication authentication,
      SessionDoor sessions,
      PageDoor pages,
      FacadeDoor facades,
      Hosts hosts,
      Rates rates,
      Patience patience,
      LongSupplier nanos) {
    this.inner = inner;
    this.watches = watches;
    this.shortcut = shortcut;
    this.authentication = authentication;
    this.sessions = sessions;
    this.pages = pages;
    this.facades = facades;
    this.hosts = hosts;
    this.rates = rates;
    this.patience = patience;
    this.nanos = nanos;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    inner.init(config);
  }

  @Override
  public void destroy() {
    inner.destroy();
  }

  @Override
  protected void service(HttpServletRequest asked, HttpServletResponse answer) throws IOException {
    HttpServletRequest request = new Arriving(asked, patience, nanos);
    Leaving response = new Leaving(asked, answer, patience);
    try {
      answer(request, response);
      response.end();
    } finally {
      response.leave();
    }
  }

  private void answer(HttpServletRequest request, Leaving response) throws IOException {
    if (reads(request)) {
      Arriving.end(request);
    }
    String id = ids.of(request);
    response.setHeader(Ids.HEADER, id);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (request.getMethod().equals("CONNECT")) {
      // The server would keep it open for what is to come through.
      response.setHeader("Connection", "close");
    }
    request.setAttribute(Call.ID, id);
    try {
      method(request);
      String path = path(request);
      bounds(request);
      // CXF reads the query too, and would call one that is badly encoded a defect.
      Query.any(request);
      hosts.check(request);
      sameOrigin(request);
      serve(request, response, path);
      if (reads(request)) {
        response.check();
      }
    } catch (ServletException | IOException | RuntimeException e) {
      if (response.isCommitted()) {
        // Nothing can be said any more: the connection is cut, so that a part is not taken as
        // whole.
        throw e instanceof IOException io ? io : new IOException("cut after it had begun", e);
      }
      Trouble trouble = Trouble.of(e, id);
      if (!facades.says(trouble, request, response)) {
        trouble.send(request, response);
      }
      if (request.isAsyncStarted()) {
        request.getAsyncContext().complete();
      }
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response, String path)
      throws ServletException, IOException {
    if (facades.serves(request, response, path)
        || pages.serves(request, response, path)
        || sessions.serves(request, response, path)) {
      return;
    }
    if (path.startsWith("/api/")) {
      Principal who = authentication.principal(request);
      request.setAttribute(Call.PRINCIPAL, who);
      rates.take(who);
      patience.checkOwn(Patience.For.ANSWER, Client.of(request));
    }
    if (!shortcut.serves(request, response, path) && !watches.serves(request, response, path)) {
      if (!reads(request)) {
        // What is done must be told of, and this thread will have to wait until it is.
        patience.check(Patience.For.ANSWER, Client.of(request));
      }
      inner(new Plain(request, path), response);
    }
  }

  private static boolean reads(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  /** Behind here all is JSON. */
  private void inner(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    boolean answered = Forms.ratherYaml(request);
    if (!answered && !Forms.isYaml(request.getContentType())) {
      inner.service(request, response);
    } else if (answered) {
      YamlResponse yaml = new YamlResponse(response);
      inner.service(new YamlRequest(request, true), yaml);
      yaml.finish();
    } else {
      inner.service(new YamlRequest(request, false), response);
    }
  }

  private static String path(HttpServletRequest request) {
    String raw = request.getRequestURI();
    if (raw.length() > MAX_PATH) {
      throw tooLarge("the path", MAX_PATH + " characters");
    }
    // Some clients encode the colon of a blob's digest; nothing else needs encoding.
    String path = raw.indexOf('%') < 0 ? raw : raw.replace("%3A", ":").replace("%3a", ":");
    if (!isPlain(path) || (path.contains("/.") && isRelative(path))) {
      throw new Problem(
          Problem.Reason.MALFORMED,
          "the path holds a character or segment that no name has",
          "Use letters, digits, '.', '-', '_' and ':' between single slashes, not encoded.");
    }
    return path;
  }

  /**
   * Segments that are not empty, each after a slash; one more may stand at the end. Names hold
   * nothing else, so no other character, encoded or not, has a business in a path.
   */
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean slash = c == '/';
      boolean named =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= ':')
              || c == '.'
              || c == '_'
              || c == '-';
      if (i == 0 ? !slash : !named && !(slash && path.charAt(i - 1) != '/')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRelative(String path) {
    return path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..");
  }

  /** First: CONNECT has no path. */
  private static void method(HttpServletRequest request) {
    if (!METHODS.contains(request.getMethod())) {
      throw Trouble.wrongMethod(request.getMethod(), String.join(", ", METHODS));
    }
  }

  private static void bounds(HttpServletRequest request) {
    String query = request.getQueryString();
    if (query != null && query.length() > MAX_QUERY) {
      throw tooLarge("the query", MAX_QUERY + " characters");
    }
    headers(request);
    if (request.getHeader("X-HTTP-Method-Override") != null) {
      throw new Problem(
          Problem.Reason.INVALID,
          "X-HTTP-Method-Override is not accepted",
          "Send the method itself.");
    }
    if (request.getHeader("Content-Encoding") != null) {
      throw Trouble.encoded();
    }
  }

  private static void headers(HttpServletRequest request) {
    int count = 0;
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = request.getHeaders(name);
      while (values.hasMoreElements()) {
        count++;
        if (count > MAX_HEADERS || name.length() + values.nextElement().length() > MAX_HEADER) {
          throw tooLarge("the header", MAX_HEADERS + " lines of " + MAX_HEADER + " characters");
        }
      }
    }
  }

  /** A browser that kept a password must not lend it to another site's page. */
  private static void sameOrigin(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    String host = Optional.ofNullable(request.getHeader("Host")).orElse("");
    if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
      throw new Problem(
          Problem.Reason.FORBIDDEN,
          "a page of another site may not use this interface",
          "Call it from a program, or from a page that is served here.");
    }
  }

  private static Problem tooLarge(String what, String most) {
    return new Problem(Problem.Reason.TOO_LARGE, what + " is longer than " + most, "Send less.");
  }

  /** The same path whatever alias or pattern the servlet was registered under. */
  private static final class Plain extends HttpServletRequestWrapper {

    private final String path;

    Plain(HttpServletRequest request, String path) {
      super(request);
      this.path = path;
    }

    @Override
    public String getServletPath() {
      return "";
    }

    @Override
    public String getContextPath() {
      return "";
    }

    @Override
    public String getPathInfo() {
      return path;
    }

    @Override
    public String getRequestURI() {
      return path;
    }

    @Override
    public StringBuffer getRequestURL() {
      return new StringBuffer("http://").append(getServerName()).append(path);
    }

    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }
  }
}
