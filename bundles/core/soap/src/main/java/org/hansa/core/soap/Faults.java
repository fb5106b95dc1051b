package org.hansa.core.soap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;

/** Every refusal as a SOAP fault with one typed element, field for field what it was. */
final class Faults {

  static final Map<String, String> XML = Map.of("Content-Type", "text/xml; charset=utf-8");

  /** What HTTP itself must see. All else is a fault, and SOAP 1.1 sends those by 500. */
  private static final Set<Integer> OF_HTTP = Set.of(401, 405, 413, 415, 421);

  private static final int FAULT = 500;

  /** Not the caller's doing: the same may be asked again. */
  private static final List<String> OF_SERVER = List.of("INTERNAL", "UNAVAILABLE", "EXHAUSTED");

  private Faults() {}

  static Reply of(Refusal refusal) {
    String reason = reason(refusal.reason());
    return of(refusal, reason, OF_SERVER.contains(reason) ? "Server" : "Client", Map.of());
  }

  static Reply of(Envelope.Misunderstood e, String id) {
    Refusal refusal = new Refusal(FAULT, "malformed", e.getMessage(), e.cure(), List.of(), id);
    return of(refusal, "MALFORMED", e.code(), Map.of());
  }

  static Reply wrongMethod(String method, String allow, String id) {
    Refusal refusal =
        new Refusal(
            405,
            "method-not-allowed",
            method + " is not served here so",
            "POST a message, or GET ?wsdl.",
            List.of(),
            id);
    return of(refusal, "METHOD_NOT_ALLOWED", "Client", Map.of("Allow", allow));
  }

  static Reply wrongType(String type, String id) {
    Refusal refusal =
        new Refusal(
            415,
            "unsupported-media-type",
            "a body of the type '" + type + "' is not read here",
            "Send SOAP 1.1, without attachments, as text/xml in UTF-8.",
            List.of(),
            id);
    return of(refusal, "UNSUPPORTED_MEDIA_TYPE", "Client", Map.of());
  }

  private static Reply of(Refusal refusal, String reason, String code, Map<String, String> more) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem.put("reason", reason);
    problem.put("message", refusal.message());
    problem.put("cure", refusal.cure());
    problem.put("request", refusal.id());
    if (!refusal.details().isEmpty()) {
      ArrayNode violations = problem.putArray("violations");
      refusal
          .details()
          .forEach(d -> violations.addObject().put("path", d.where()).put("message", d.message()));
    }
    refusal
        .missing()
        .ifPresent(
            right -> {
              ObjectNode written = problem.putObject("missing");
              written.put("verb", right.verb());
              written.put("kind", right.kind());
              written.put("tenant", right.tenant());
              right.site().ifPresent(site -> written.put("site", site));
            });
    Map<String, String> headers = new HashMap<>(XML);
    headers.putAll(more);
    int status = OF_HTTP.contains(refusal.status()) ? refusal.status() : FAULT;
    return new Reply(status, headers, Written.fault(code, refusal.message(), problem));
  }

  /** As the contract has it: what only HTTP knows (405, 415, 421) has words there too. */
  private static String reason(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
