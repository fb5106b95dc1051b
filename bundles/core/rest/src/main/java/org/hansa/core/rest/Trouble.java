package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.WebApplicationException;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever went wrong, as problem details (RFC 9457): the one place where that is decided. */
record Trouble(
    int status,
    String type,
    String title,
    String detail,
    String cure,
    List<Problem.Detail> errors,
    Optional<Problem.Missing> missing,
    Map<String, String> headers,
    String id) {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
  private static final int DEEP = 10;

  /** A refusal that HTTP knows and the core does not. */
  static final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int status;
    private final String cure;
    private final transient Map<String, String> headers;

    Refusal(int status, String message, String cure, Map<String, String> headers) {
      super(message);
      this.status = status;
      this.cure = cure;
      this.headers = headers;
    }

    Refusal(int status, String message, String cure) {
      this(status, message, cure, Map.of());
    }
  }

  static Refusal noPath() {
    return new Refusal(
        404, "nothing is served at this path", "GET /api/v1/openapi.json lists all.");
  }

  /**
   * @param allow the methods that are served there, as the header Allow lists them
   */
  static Refusal wrongMethod(String method, String allow) {
    return new Refusal(
        405,
        method + " is not served at this path",
        "See the header Allow.",
        allow.isEmpty() ? Map.of() : Map.of("Allow", allow));
  }

  static Refusal notAcceptable(String type) {
    return new Refusal(406, "no form of the answer fits the header Accept", "Accept " + type + ".");
  }

  static Refusal wrongType(String what) {
    return new Refusal(
        415,
        what + " is not read here",
        "Send application/json or application/yaml; to PATCH, application/merge-patch+json or"
            + " application/json-patch+json; to blobs, application/octet-stream.");
  }

  static Refusal encoded() {
    return new Refusal(
        415, "a body with a Content-Encoding is not read here", "Send it as it is, not packed.");
  }

  static Refusal tooSlow(int bytesPerSecond) {
    return new Refusal(
        408,
        "the body comes more slowly than " + bytesPerSecond + " bytes a second",
        "Send it whole.",
        Map.of("Connection", "close"));
  }

  static Refusal misdirected() {
    return new Refusal(
        421,
        "this server is not called by the name in Host",
        "Use localhost or 127.0.0.1, or have the operator add the name to hosts in"
            + " org.hansa.core.rest.cfg.");
  }

  /**
   * @param seconds until there may be another
   */
  static Refusal tooOften(String who, int perSecond, long seconds) {
    return new Refusal(
        429,
        who + " asks more often than " + perSecond + " times a second",
        "Wait "
            + seconds
            + " s, join changes in /api/v1/transactions, watch instead of asking again, or have the"
            + " operator raise requestsPerSecond in org.hansa.core.rest.cfg.",
        Map.of("Retry-After", Long.toString(seconds)));
  }

  /** What was kept for a while is gone: the caller begins anew. */
  static Refusal gone(String message, String cure) {
    return new Refusal(410, message, cure);
  }

  static Trouble of(Throwable thrown, String id) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEP; depth++) {
      if (cause instanceof Problem problem) {
        if (problem.reason() == Problem.Reason.INTERNAL) {
          LOG.error("request {} failed", id, thrown);
        }
        return of(problem, id);
      }
      if (cause instanceof Refusal refusal) {
        return of(refusal, refusal.headers, id);
      }
      if (cause instanceof WebApplicationException web) {
        return of(web, id);
      }
      cause = cause.getCause();
    }
    if (thrown instanceof IOException) {
      return of(
          new Problem(Problem.Reason.MALFORMED, "the body ended early", "Send it whole."), id);
    }
    return defect(thrown, id);
  }

  private static Trouble other(WebApplicationException web, String id) {
    return web.getResponse().getStatus() >= 500
        ? defect(web, id)
        : of(
            new Problem(Problem.Reason.MALFORMED, "the request could not be read", "Correct it."),
            id);
  }

  private static Trouble defect(Throwable thrown, String id) {
    LOG.error("request {} failed unexpectedly", id, thrown);
    return of(
        new Problem(
            Problem.Reason.INTERNAL,
            "this is a defect of the installation",
            "Give the administrator the request's id; it stands in the log."),
        id);
  }

  private static Trouble of(Problem problem, String id) {
    Map<String, String> headers =
        switch (problem.reason()) {
          case UNAVAILABLE -> Map.of("Retry-After", "1");
          case EXHAUSTED -> Map.of("Retry-After", "5");
          case UNAUTHENTICATED ->
              Map.of(
                  "WWW-Authenticate",
                  "Basic realm=\"hansa\", charset=\"UTF-8\", Bearer realm=\"hansa\"");
          default -> Map.of();
        };
    return new Trouble(
        problem.reason().status(),
        word(problem.reason().name()),
        title(problem.reason()),
        problem.getMessage(),
        problem.cure(),
        problem.details(),
        problem.missing(),
        headers,
        id);
  }

  private static Trouble of(Refusal refusal, Map<String, String> headers, String id) {
    String title =
        switch (refusal.status) {
          case 404 -> "Not found";
          case 405 -> "Method not allowed";
          case 406 -> "Not acceptable";
          case 408 -> "Request timeout";
          case 410 -> "Gone";
          case 421 -> "Misdirected request";
          case 429 -> "Too many requests";
          default -> "Unsupported media type";
        };
    return new Trouble(
        refusal.status,
        word(title),
        title,
        refusal.getMessage(),
        refusal.cure,
        List.of(),
        Optional.empty(),
        headers,
        id);
  }

  private static Trouble of(WebApplicationException web, String id) {
    Map<String, String> headers = new TreeMap<>();
    Optional.ofNullable(web.getResponse().getHeaderString("Allow"))
        .ifPresent(allow -> headers.put("Allow", allow));
    return switch (web.getResponse().getStatus()) {
      case 404 -> of(noPath(), headers, id);
      case 405 -> of(wrongMethod("this method", ""), headers, id);
      case 406 ->
          of(
              notAcceptable(
                  "application/json, application/yaml, or what openapi.json says of this path"),
              headers,
              id);
      case 415 -> of(wrongType("a body of this Content-Type"), headers, id);
      default -> other(web, id);
    };
  }

  byte[] body() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("type", "urn:hansa:problem:" + type);
    tree.put("title", title);
    tree.put("status", status);
    tree.put("detail", detail);
    tree.put("cure", cure);
    tree.put("instance", id);
    if (!errors.isEmpty()) {
      var list = tree.putArray("errors");
      errors.forEach(e -> list.addObject().put("pointer", e.where()).put("detail", e.message()));
    }
    missing.ifPresent(right -> written(tree.putObject("missing"), right));
    return Json.text(tree).getBytes(StandardCharsets.UTF_8);
  }

  private static void written(ObjectNode tree, Problem.Missing right) {
    tree.put("verb", right.verb()).put("kind", right.kind()).put("tenant", right.tenant());
    right.site().ifPresent(site -> tree.put("site", site));
  }

  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body = body();
    response.resetBuffer();
    response.setStatus(status);
    headers.forEach(response::setHeader);
    if (status == 401 && SessionDoor.isOfPage(request)) {
      // At the word Basic, a browser would ask by a window of its own.
      response.setHeader("WWW-Authenticate", "Bearer realm=\"hansa\"");
    }
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  private static String word(String text) {
    return text.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  private static String title(Problem.Reason reason) {
    return switch (reason) {
      case INVALID -> "A rule is broken";
      case MALFORMED -> "Not understood";
      case UNAUTHENTICATED -> "Not logged in";
      case FORBIDDEN -> "Not allowed";
      case NOT_FOUND -> "Not found";
      case CONFLICT -> "In conflict with what is there";
      case PRECONDITION -> "Changed in the meantime";
      case TOO_LARGE -> "Too large";
      case EXHAUSTED -> "Too much at once";
      case INTERNAL -> "Internal error";
      case UNAVAILABLE -> "Not available now";
    };
  }
}
