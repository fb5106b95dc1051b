package org.hansa.core.rest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/**
 * The commonest requests go straight to the methods that JAX-RS would call for them: one resource
 * read, put or deleted, and transactions. It saves the chain of interceptors and the search for the
 * method, which cost more than what the method does. Whatever is not written in the plainest way
 * goes the long way, so that there is one place that knows what may be asked and answered.
 */
final class Shortcut {

  private static final Pattern ONE =
      Pattern.compile("/api/v1/([a-z]+)/([a-z0-9.-]+)/([a-z0-9.-]+)");
  private static final String TRANSACTIONS = "/api/v1/transactions";
  private static final List<String> ACCEPTED = List.of("*/*", MediaType.APPLICATION_JSON);

  /** Words at the place of a kind under which other methods stand. */
  private static final List<String> OTHERS = List.of("plans");

  private final ResourceApi resources;
  private final TransactionApi transactions;

  Shortcut(ResourceApi resources, TransactionApi transactions) {
    this.resources = resources;
    this.transactions = transactions;
  }

  /** Answers if it is one of them; false if it is to go the long way. */
  boolean serves(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    String accept = request.getHeader("Accept");
    if (accept != null && !ACCEPTED.contains(accept)) {
      return false;
    }
    Optional<Response> answer =
        path.equals(TRANSACTIONS) ? transaction(request) : resource(request, path);
    if (answer.isPresent()) {
      write(answer.get(), response);
    }
    return answer.isPresent();
  }

  private Optional<Response> transaction(HttpServletRequest request) throws IOException {
    return request.getMethod().equals("POST") && isJson(request)
        ? Optional.of(transactions.commit(request, request.getInputStream()))
        : Optional.empty();
  }

  private Optional<Response> resource(HttpServletRequest request, String path) throws IOException {
    Matcher one = ONE.matcher(path);
    if (!one.matches() || OTHERS.contains(one.group(1))) {
      return Optional.empty();
    }
    String plural = one.group(1);
    String tenant = one.group(2);
    String name = one.group(3);
    return switch (request.getMethod()) {
      case "GET" -> Optional.of(resources.get(plural, tenant, name, request));
      case "DELETE" -> Optional.of(resources.delete(plural, tenant, name, request));
      case "PUT" ->
          isJson(request)
              ? Optional.of(resources.put(plural, tenant, name, request, request.getInputStream()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isJson(HttpServletRequest request) {
    return MediaType.APPLICATION_JSON.equals(request.getContentType());
  }

  private static void write(Response answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.getStatus());
    for (Map.Entry<String, List<Object>> header : answer.getHeaders().entrySet()) {
      for (Object value : header.getValue()) {
        response.addHeader(header.getKey(), value.toString());
      }
    }
    if (answer.getEntity() instanceof byte[] body) {
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }
}
