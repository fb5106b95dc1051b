package org.hansa.core.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.ws.rs.core.MediaType;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Planner;

/** Functions in the description of this interface: a path for each, as it says of itself. */
final class FunctionPaths {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FunctionPaths() {}

  /**
   * @param paths gets one for each function of these kinds
   * @param schemas gets the shapes of their answers
   */
  static void add(
      ObjectNode paths,
      ObjectNode schemas,
      List<Gate.Descriptor> kinds,
      List<Planner.Described> functions) {
    for (Planner.Described function : functions) {
      Optional<Gate.Descriptor> kind =
          kinds.stream().filter(k -> k.kind().equals(function.kind())).findFirst();
      kind.map(k -> "/api/v1/" + k.plural() + "/{tenant}/{name}/" + function.name())
          .filter(path -> !paths.has(path))
          .ifPresent(path -> paths.set(path, path(function, schemas)));
    }
  }

  private static ObjectNode path(Planner.Described function, ObjectNode schemas) {
    String word =
        function.name().substring(0, 1).toUpperCase(Locale.ROOT)
            + function.name().substring(1).replace("-", "");
    String id = function.kind() + word;
    ObjectNode path = JSON.objectNode();
    path.putArray("parameters").add(ref("parameters/tenant")).add(ref("parameters/name"));
    ObjectNode get = path.putObject("get");
    get.put("operationId", "ask" + id).put("summary", function.about());
    ArrayNode parameters = get.putArray("parameters");
    function.arguments().forEach(argument -> parameters.add(parameter(argument)));
    if (function.follows()) {
      parameters.add(ref("parameters/follow")).add(ref("parameters/lastFollowed"));
    }
    ObjectNode responses = get.putObject("responses");
    ObjectNode content =
        responses.putObject("200").put("description", "The answer").putObject("content");
    content.putObject(MediaType.APPLICATION_JSON).set("schema", answer(function, id, schemas));
    if (function.follows()) {
      content
          .putObject(MediaType.SERVER_SENT_EVENTS)
          .putObject("schema")
          .put("type", "string")
          .put("description", "With follow=true: events lines, unavailable, available and end");
    }
    responses.set("default", ref("responses/Problem"));
    return path;
  }

  private static ObjectNode answer(Planner.Described function, String id, ObjectNode schemas) {
    if (function.answer().isEmpty()) {
      return JSON.objectNode().put("type", "object");
    }
    String name = id + "Answer";
    schemas.set(name, Shape.of(function.answer().get()));
    return ref("schemas/" + name);
  }

  private static ObjectNode parameter(Argument argument) {
    ObjectNode parameter = JSON.objectNode();
    parameter.put("name", argument.name()).put("in", "query").put("required", false);
    parameter.put("description", argument.about());
    ObjectNode schema = parameter.putObject("schema");
    if (argument.type() == Argument.Type.NUMBER) {
      schema.put("type", "integer");
      schema.put("minimum", argument.least()).put("maximum", argument.most());
      argument.otherwise().ifPresent(value -> schema.put("default", Long.parseLong(value)));
    } else {
      schema.put("type", "string");
      schema.put("minLength", argument.least()).put("maxLength", argument.most());
      argument.otherwise().ifPresent(value -> schema.put("default", value));
    }
    return parameter;
  }

  private static ObjectNode ref(String part) {
    return JSON.objectNode().put("$ref", "#/components/" + part);
  }
}
