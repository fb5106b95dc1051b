package org.hansa.core.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.core.MediaType;

/**
 * The commonest requests go straight to the methods that JAX-RS would call for them: one resource
 * read, put or deleted, and transactions. It saves the chain of interceptors and the search for the
 * method, which cost more than what the method does. Whatever is not written in the plainest way
 * goes the long way, so that there is one place that knows what may be asked and answered.
 */
final class Shortcut {

  private static final String ROOT = "/api/v1/";
  private static final String TRANSACTIONS = "/api/v1/transactions";
  private static final List<String> ACCEPTED = List.of("*/*", MediaType.APPLICATION_JSON);

  /** Words at the place of a kind under which other methods stand. */
  private static final List<String> OTHERS = List.of("plans");

  private final ResourceApi resources;
  private final TransactionApi transactions;
  private final Deferred deferred;

  Shortcut(ResourceApi resources, TransactionApi transactions, Deferred deferred) {
    this.deferred = deferred;
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
    return path.equals(TRANSACTIONS)
        ? transaction(request, response)
        : resource(request, response, path);
  }

  private boolean transaction(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean plain = request.getMethod().equals("POST") && isJson(request);
    if (plain) {
      deferred.answer(
          transactions.committing(request, request.getInputStream()), request, response);
    }
    return plain;
  }

  private boolean resource(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    int tenantAt = path.indexOf('/', ROOT.length()) + 1;
    int nameAt = path.indexOf('/', tenantAt) + 1;
    if (!path.startsWith(ROOT) || tenantAt == 0 || nameAt == 0 || path.indexOf('/', nameAt) >= 0) {
      return false;
    }
    String plural = path.substring(ROOT.length(), tenantAt - 1);
    String tenant = path.substring(tenantAt, nameAt - 1);
    String name = path.substring(nameAt);
    if (!isWord(plural) || OTHERS.contains(plural) || !isPlain(tenant) || !isPlain(name)) {
      return false;
    }
    switch (request.getMethod()) {
      case "GET" -> resources.got(plural, tenant, name, request).send(response);
      case "DELETE" -> resources.removed(plural, tenant, name, request).send(response);
      case "PUT" -> {
        if (!isJson(request)) {
          return false;
        }
        InputStream body = request.getInputStream();
        deferred.answer(resources.storing(plural, tenant, name, request, body), request, response);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.');
  }

  private static boolean isJson(HttpServletRequest request) {
    return MediaType.APPLICATION_JSON.equals(request.getContentType());
  }
}
