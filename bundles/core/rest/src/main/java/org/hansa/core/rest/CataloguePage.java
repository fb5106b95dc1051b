package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Problem;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Catalogue;

/** A page of a kind of the catalogue: as it is now, for no state of it is kept. */
final class CataloguePage {

  private static final int LIMIT = 200;

  private CataloguePage() {}

  static Response of(Gate gate, Call call, String kind, Optional<String> tenant, Query query) {
    query
        .text(Selectors.FIELD)
        .ifPresent(
            terms -> {
              throw Problem.invalid(
                  Selectors.FIELD,
                  terms,
                  "left out: " + kind + " is of the catalogue",
                  "Search it.");
            });
    Catalogue.Page page =
        gate.list(
            call.principal(),
            new Catalogue.Query(
                kind,
                tenant,
                Selectors.labels(query),
                query.text("search").orElse(""),
                query.text("cursor").map(CataloguePage::decoded).orElse(""),
                query.number("limit", 1, Catalogue.MOST, LIMIT)));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("revision", gate.view(call.principal()).revision());
    ArrayNode items = body.putArray("items");
    page.resources().forEach(r -> items.add(ResourceJson.write(gate.shown(r))));
    page.next().ifPresent(next -> body.put("next", encoded(next)));
    return Replies.json(body);
  }

  private static String encoded(String cursor) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(cursor.getBytes(StandardCharsets.US_ASCII));
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("cursor", text, "one of this list", "Take it from 'next'.");
    }
  }
}
