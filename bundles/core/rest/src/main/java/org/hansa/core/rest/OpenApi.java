package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.ws.rs.core.MediaType;
import org.hansa.core.api.Json;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Planner;

/**
 * The description of this interface (OpenAPI 3.1): a frame, a part for each kind and one for each
 * of what is done with it, written as JSON beside this class, filled with the kinds that are there
 * now.
 */
final class OpenApi {

  private OpenApi() {}

  static ObjectNode of(
      List<Gate.Descriptor> kinds, List<Gate.Deed> deeds, List<Planner.Described> functions) {
    ObjectNode whole = (ObjectNode) Json.read(text("openapi.json"));
    ObjectNode paths = (ObjectNode) whole.get("paths");
    ObjectNode schemas = (ObjectNode) whole.at("/components/schemas");
    String part = text("openapi-kind.json");
    for (Gate.Descriptor kind : kinds) {
      JsonNode own = filled(part, kind);
      // Where the frame describes an operation of its own (GET /kinds), that is the one served.
      own.get("paths")
          .properties()
          .forEach(
              path -> {
                ObjectNode all = (ObjectNode) path.getValue();
                JsonNode ours = paths.path(path.getKey());
                ours.properties().forEach(method -> all.set(method.getKey(), method.getValue()));
                paths.set(path.getKey(), all);
              });
      schemas.setAll((ObjectNode) own.get("schemas"));
      schemas.set(kind.kind() + "Spec", schema(kind, "spec", kind.specSchema()));
      schemas.set(kind.kind() + "Status", schema(kind, "status", kind.statusSchema()));
      deeds.stream()
          .filter(deed -> deed.kind().equals(kind.kind()))
          .forEach(deed -> paths.setAll(deed(kind, deed)));
    }
    FunctionPaths.add(paths, schemas, kinds, functions);
    paths
        .properties()
        .forEach(
            path -> {
              if (!path.getKey().equals(SessionDoor.PATH)) {
                inYamlToo(path.getValue());
              }
            });
    return whole;
  }

  /** Whatever is read or answered as JSON is as YAML, but for sessions, which only pages have. */
  private static void inYamlToo(JsonNode part) {
    if (part.path("content") instanceof ObjectNode content
        && content.has(MediaType.APPLICATION_JSON)) {
      content.set(Forms.YAML, content.get(MediaType.APPLICATION_JSON));
    }
    part.forEach(OpenApi::inYamlToo);
  }

  /** Kinds and plurals are plain words, so that they fit into JSON text as they are. */
  private static JsonNode filled(String part, Gate.Descriptor kind) {
    ObjectNode tree =
        (ObjectNode)
            Json.read(part.replace("{KIND}", kind.kind()).replace("{PLURAL}", kind.plural()));
    ((ObjectNode) tree.at("/schemas/" + kind.kind())).put("description", kind.about());
    return tree;
  }

  /** What is done with resources of a kind, a path each. */
  private static ObjectNode deed(Gate.Descriptor kind, Gate.Deed deed) {
    String part =
        text("openapi-deed.json")
            .replace("{KIND}", kind.kind())
            .replace("{PLURAL}", kind.plural())
            .replace("{VERB}", deed.verb());
    ObjectNode paths = (ObjectNode) Json.read(part);
    ObjectNode post = (ObjectNode) paths.elements().next().get("post");
    post.put("summary", deed.about());
    ((ObjectNode) post.at("/requestBody/content/application~1json"))
        .set("schema", Json.read(deed.argumentsSchema()));
    return paths;
  }

  /**
   * With an identity of its own, so that its inner references stay its own where it is embedded.
   */
  private static JsonNode schema(Gate.Descriptor kind, String what, String text) {
    JsonNode schema = Json.read(text);
    if (schema instanceof ObjectNode object && !object.has("$id")) {
      object.put("$id", "urn:hansa:schema:" + kind.kind() + ":" + what);
    }
    return schema;
  }

  private static String text(String name) {
    try (InputStream in = OpenApi.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
