package org.hansa.core.rest;

import java.io.IOException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;
import org.hansa.core.api.gate.Principal;

/** Interfaces of another form, beside this one: who asks is found out here, once for all. */
final class FacadeDoor {

  private static final List<String> BODIES = List.of("POST", "PUT", "PATCH");

  private final Services services;
  private final Authentication authentication;
  private final Hosts hosts;
  private final Rates rates;
  private final Patience patience;

  FacadeDoor(
      Services services,
      Authentication authentication,
      Hosts hosts,
      Rates rates,
      Patience patience) {
    this.rates = rates;
    this.patience = patience;
    this.services = services;
    this.authentication = authentication;
    this.hosts = hosts;
  }

  /** Answers, or throws, if a facade has this path. */
  boolean serves(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    Optional<Facade> facade = at(path);
    if (facade.isEmpty()) {
      return false;
    }
    Principal who = authentication.principal(request);
    request.setAttribute(Call.PRINCIPAL, who);
    rates.take(who);
    patience.check(Patience.For.ANSWER, Client.of(request));
    Asked asked =
        new Asked(
            who,
            String.valueOf(request.getAttribute(Call.ID)),
            request.getMethod(),
            hosts.base(request),
            path,
            Query.any(request).values(),
            headers(request),
            BODIES.contains(request.getMethod()) ? body(request) : new byte[0]);
    send(facade.get().reply(asked), request, response);
    return true;
  }

  /** Says the trouble as the facade does that was asked; false if none was. */
  boolean says(Trouble trouble, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Facade> facade = Optional.ofNullable(request.getRequestURI()).flatMap(this::at);
    if (facade.isEmpty()) {
      return false;
    }
    response.resetBuffer();
    trouble.headers().forEach(response::setHeader);
    Refusal refusal =
        new Refusal(
            trouble.status(),
            trouble.type(),
            trouble.detail(),
            trouble.cure(),
            trouble.errors(),
            trouble.id(),
            trouble.missing());
    send(facade.get().refused(refusal, headers(request)), request, response);
    return true;
  }

  private Optional<Facade> at(String path) {
    return services.facades().stream()
        .filter(f -> path.equals(f.path()) || path.startsWith(f.path() + "/"))
        .findFirst();
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new HashMap<>();
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name));
    }
    return headers;
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    boolean tooLong = request.getContentLengthLong() > Json.MAX_BYTES;
    byte[] body = tooLong ? new byte[0] : request.getInputStream().readNBytes(Json.MAX_BYTES + 1);
    if (tooLong || body.length > Json.MAX_BYTES) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the body is longer than " + Json.MAX_BYTES + " bytes",
          "Split it, or upload large content as a blob.");
    }
    return body;
  }

  private static void send(Reply reply, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(reply.status());
    reply.headers().forEach(response::setHeader);
    response.setContentLength(reply.body().length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(reply.body());
    }
  }
}
