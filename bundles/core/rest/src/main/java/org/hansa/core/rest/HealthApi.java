package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hansa.core.api.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For whoever watches the process; needs no login and so shows no tenant's data. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthApi {

  private static final Logger LOG = LoggerFactory.getLogger(HealthApi.class);

  private final Services services;

  HealthApi(Services services) {
    this.services = services;
  }

  @GET
  @Path("live")
  public Response live() {
    return Replies.json(JsonNodeFactory.instance.objectNode().put("live", true));
  }

  @GET
  @Path("ready")
  public Response ready() {
    Map<String, Optional<String>> troubles = new TreeMap<>();
    Map<String, String> notices = new TreeMap<>();
    for (Readiness part : services.parts()) {
      troubles.merge(part.part(), ask(part, part::trouble), (a, b) -> a.isPresent() ? a : b);
      ask(part, part::notice).ifPresent(text -> notices.put(part.part(), text));
    }
    boolean ready = troubles.values().stream().allMatch(Optional::isEmpty);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("ready", ready);
    services.version().ifPresent(text -> answer.put("version", text));
    ArrayNode parts = answer.putArray("parts");
    troubles.forEach(
        (part, trouble) -> {
          ObjectNode line = parts.addObject().put("part", part).put("ready", trouble.isEmpty());
          trouble.ifPresent(text -> line.put("trouble", text));
          Optional.ofNullable(notices.get(part)).ifPresent(text -> line.put("notice", text));
        });
    Response.ResponseBuilder response = Replies.json(ready ? 200 : 503, answer);
    return ready ? response.build() : response.header("Retry-After", "1").build();
  }

  /** A part that fails to answer is in trouble; it must not take the others' answers with it. */
  private static Optional<String> ask(Readiness part, Supplier<Optional<String>> what) {
    try {
      return what.get();
    } catch (RuntimeException e) {
      LOG.warn("readiness of {} failed", part.part(), e);
      return Optional.of("does not answer");
    }
  }
}
