package org.hansa.core.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.WebApplicationException;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Gate;

/** From the words of a path to kinds and resources. */
final class Lookup {

  /** Words at the place of a kind, with the methods that they serve. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("apply", "POST"),
          Map.entry("audit", "GET, HEAD"),
          Map.entry("backups", "GET, HEAD, POST"),
          Map.entry("blobs", "POST"),
          Map.entry("drivers", "GET, HEAD"),
          Map.entry("events", "GET, HEAD"),
          Map.entry("imports", "GET, HEAD"),
          Map.entry("inspection", "GET, HEAD, POST"),
          Map.entry("ledger", "GET, HEAD"),
          Map.entry("me", "GET, HEAD"),
          Map.entry("metrics", "GET, HEAD"),
          Map.entry("openapi.json", "GET, HEAD"),
          Map.entry("plan", "POST"),
          Map.entry("transactions", "POST"),
          Map.entry("watch", "GET, HEAD"),
          Map.entry("who-can", "GET, HEAD"));

  /** The revision at which a state of the past is read. */
  static final String AT = "at";

  private static final long MOST = 999_999_999_999_999_999L;

  private final Services services;

  Lookup(Services services) {
    this.services = services;
  }

  /**
   * @param plural the path segment; other spellings of a kind are not paths
   * @throws Problem NOT_FOUND with the nearest path
   */
  Gate.Descriptor kind(String plural) {
    if (OTHERS.containsKey(plural)) {
      throw Trouble.wrongMethod("this method", OTHERS.get(plural));
    }
    Gate gate = services.gate();
    Optional<Gate.Descriptor> found = gate.find(plural).filter(d -> d.plural().equals(plural));
    return found.orElseThrow(
        () -> {
          List<String> known =
              Stream.concat(
                      gate.kinds().stream().map(Gate.Descriptor::plural), OTHERS.keySet().stream())
                  .toList();
          return new Problem(
              Problem.Reason.NOT_FOUND,
              "no kind has the path '" + plural + "'",
              Nearest.to(plural, known)
                  .map(n -> "Maybe '" + n + "' was meant.")
                  .orElse("GET /api/v1/kinds lists all."));
        });
  }

  /**
   * What is wrong with a request: where its method is not served at all, another type of the body
   * would not help.
   */
  static Throwable first(HttpServletRequest request, Throwable thrown) {
    boolean unread =
        thrown instanceof WebApplicationException web && web.getResponse().getStatus() == 415;
    if (!unread) {
      return thrown;
    }
    String path = request.getRequestURI();
    String word = path.substring(path.lastIndexOf('/') + 1);
    String served = path.equals("/api/v1/" + word) ? OTHERS.getOrDefault(word, "") : "";
    return served.isEmpty() || List.of(served.split(", ")).contains(request.getMethod())
        ? thrown
        : Trouble.wrongMethod(request.getMethod(), served);
  }

  /**
   * A kind named in a query: as its path, or in any case of its name.
   *
   * @throws Problem INVALID with the nearest name
   */
  static String named(Gate gate, String word, List<String> others) {
    return Optional.of(word)
        .filter(others::contains)
        .or(() -> gate.find(word).map(Gate.Descriptor::kind))
        .orElseThrow(
            () -> {
              List<String> known =
                  Stream.concat(others.stream(), gate.kinds().stream().map(Gate.Descriptor::kind))
                      .toList();
              return Problem.invalid(
                  "kind",
                  word,
                  "known",
                  Nearest.to(word, known)
                      .map(n -> "Maybe '" + n + "' was meant.")
                      .orElse("GET /api/v1/kinds lists all."));
            });
  }

  /**
   * The tenant that a list or watch is limited to, if it is to one.
   *
   * @param kind empty for all kinds
   * @throws Problem INVALID if it is no name; FORBIDDEN
   */
  Optional<String> tenant(Call call, Query query, Optional<String> kind) {
    Optional<String> tenant = query.text("tenant");
    // Built only to check the text as a part of a name.
    tenant.ifPresent(t -> new Ref("Any", t, "x"));
    tenant
        .filter(t -> kind.isPresent())
        .filter(t -> !services.gate().may(call.principal(), "read", kind.get(), t))
        .ifPresent(
            t -> {
              throw Problem.lacking(
                  call.principal().name() + " may not read " + kind.get() + " of tenant " + t,
                  "Ask for a grant, or leave tenant out to see what you may.",
                  Problem.Missing.of("read", kind.get(), t));
            });
    return tenant;
  }

  Ref ref(String plural, String tenant, String name) {
    return new Ref(kind(plural).kind(), tenant, name);
  }

  /** The path of a resource. */
  String path(Ref ref) {
    String plural =
        services.gate().kind(ref.kind()).map(Gate.Descriptor::plural).orElse(ref.kind());
    return "/api/v1/" + plural + "/" + ref.tenant() + "/" + ref.name();
  }

  /**
   * What the caller may read.
   *
   * @throws Problem FORBIDDEN, and that is recorded; NOT_FOUND
   */
  Resource read(Call call, Ref ref) {
    return read(call, ref, Optional.empty());
  }

  /**
   * By the rights of now.
   *
   * @param at as it stood at this revision
   * @throws Problem FORBIDDEN, and that is recorded; NOT_FOUND
   */
  Resource read(Call call, Ref ref, Optional<Long> at) {
    services.gate().require(call.principal(), "read", ref);
    return view(call, at).get(ref).orElseThrow(() -> Problem.notFound(ref));
  }

  static Optional<Long> at(Query query) {
    return query.number(AT, 0, MOST);
  }

  /** Of a kind of the catalogue there is no past. */
  static Problem newestOnly(String kind, long revision) {
    return Problem.invalid(
        AT, revision, "left out: " + kind + " is of the catalogue", "Read it as it is now.");
  }

  /** The newest state, or that at a revision. */
  Snapshot view(Call call, Optional<Long> at) {
    Gate gate = services.gate();
    try {
      return at.map(revision -> gate.viewAt(call.principal(), revision))
          .orElseGet(() -> gate.view(call.principal()));
    } catch (Problem e) {
      throw e.reason() == Problem.Reason.EXHAUSTED ? Trouble.gone(e.getMessage(), e.cure()) : e;
    }
  }
}
