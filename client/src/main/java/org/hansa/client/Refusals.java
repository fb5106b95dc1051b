package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;

/** Whatever kept a request from its answer, in the words of who reads it. */
final class Refusals {

  private final Access access;

  Refusals(Access access) {
    this.access = access;
  }

  /** An answer that is none of success. */
  Problem of(int status, Optional<String> location, byte[] body) {
    if (status < 400) {
      return elsewhere(status, location);
    }
    Optional<JsonNode> said = problem(body);
    if (said.isEmpty()) {
      return new Problem(
          reason(status),
          access.address() + " answered " + status + " and nothing that Hansa says",
          "Look whether that is Hansa's address, and what stands between here and there.");
    }
    JsonNode tree = said.get();
    if (status == 401 && access.context().isPresent()) {
      return new Problem(
          Problem.Reason.UNAUTHENTICATED,
          "the login of context '" + access.context().get() + "' is not taken any more",
          "Log in again: hansa login " + access.address() + " --context " + access.context().get());
    }
    List<Problem.Detail> details = new ArrayList<>();
    for (JsonNode each : tree.path("errors")) {
      String detail = each.path("detail").asText();
      if (!tree.get("detail").asText().contains(detail)) {
        details.add(new Problem.Detail(each.path("pointer").asText(), detail));
      }
    }
    return new Problem(
        reason(status), tree.get("detail").asText(), tree.path("cure").asText(), details, null);
  }

  private static Optional<JsonNode> problem(byte[] body) {
    try {
      return Optional.of(Json.read(body)).filter(tree -> tree.path("detail").isTextual());
    } catch (Problem notJson) {
      return Optional.empty();
    }
  }

  /** The token is for the one that gave it, whoever that one recommends. */
  private Problem elsewhere(int status, Optional<String> location) {
    String where = location.map(Refusals::origin).map(to -> " and points to " + to).orElse("");
    return new Problem(
        Problem.Reason.UNAVAILABLE,
        access.address() + " answered " + status + where + ", where nothing was sent",
        "If Hansa is there, log in there.");
  }

  private static String origin(String location) {
    try {
      URI to = URI.create(location);
      return to.getHost() == null ? "another path" : to.getScheme() + "://" + to.getAuthority();
    } catch (IllegalArgumentException e) {
      return "somewhere";
    }
  }

  private static Problem.Reason reason(int status) {
    return Stream.of(Problem.Reason.values())
        .filter(reason -> reason.status() == status)
        .findFirst()
        .orElse(
            status == 410
                ? Problem.Reason.NOT_FOUND
                : status >= 500 ? Problem.Reason.UNAVAILABLE : Problem.Reason.INVALID);
  }

  /** No answer, or none that was whole. */
  Problem of(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      if (cause instanceof Bounded.TooLong) {
        return unavailable("sent more than can be an answer", "Ask for less.", thrown);
      }
      if (cause instanceof SSLException) {
        return unavailable(
            "does not prove who it is: " + cause.getMessage(),
            "Log in again with --ca FILE, the certificate of who vouches for it.",
            thrown);
      }
      if (cause instanceof UnresolvedAddressException) {
        return unavailable("is no name that is known here", "Correct it.", thrown);
      }
      if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
        return unavailable(
            "cannot be reached", "Look whether Hansa is up there: bin/hansa status.", thrown);
      }
      cause = cause.getCause();
    }
    return unavailable(
        "broke off: " + Optional.ofNullable(thrown.getMessage()).orElse(thrown.toString()),
        "Try again; look first what stands.",
        thrown);
  }

  Problem late(Duration bound) {
    return unavailable(
        "has not answered within " + bound.toSeconds() + " s",
        "What was asked for may yet be done: look what stands, and try again.",
        null);
  }

  private Problem unavailable(String what, String cure, Throwable cause) {
    return new Problem(
        Problem.Reason.UNAVAILABLE, access.address() + " " + what, cure, List.of(), cause);
  }
}
