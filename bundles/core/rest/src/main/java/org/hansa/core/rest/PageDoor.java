package org.hansa.core.rest;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hansa.core.api.page.Page;

/** Whatever is neither the interface nor its health is a page, if anybody has one there. */
final class PageDoor {

  private static final String READS = "GET, HEAD";

  private final Services services;

  PageDoor(Services services) {
    this.services = services;
  }

  /** Answers, or refuses, what could be a page; false for what cannot. */
  boolean serves(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    if (path.startsWith("/api/") || path.startsWith("/health/")) {
      return false;
    }
    Page page =
        services.pages().stream()
            .flatMap(pages -> pages.page(path).stream())
            .findFirst()
            .orElseThrow(Trouble::noPath);
    boolean head = request.getMethod().equals("HEAD");
    if (!head && !request.getMethod().equals("GET")) {
      throw Trouble.wrongMethod(request.getMethod(), READS);
    }
    page.headers().forEach(response::setHeader);
    if (isKnown(request, page)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return true;
    }
    response.setStatus(page.status());
    response.setContentLength(page.body().length);
    if (!head) {
      response.getOutputStream().write(page.body());
    }
    return true;
  }

  private static boolean isKnown(HttpServletRequest request, Page page) {
    Optional<String> tag =
        page.headers().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("ETag"))
            .map(Map.Entry::getValue)
            .findFirst();
    String none = request.getHeader("If-None-Match");
    return none != null
        && tag.isPresent()
        && Stream.of(none.split(",", -1))
            .map(String::strip)
            .anyMatch(t -> t.equals("*") || t.replaceFirst("^W/", "").equals(tag.get()));
  }
}
