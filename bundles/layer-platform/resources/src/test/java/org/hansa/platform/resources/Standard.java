package org.hansa.platform.resources;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A standard's own OpenAPI document, by which answers are checked. It is no part of this project
 * and lies in the folder {@code -Dhansa.specs}, or {@code shared/specs} beside or above the
 * checkout; what needs it is skipped where it is not.
 */
public final class Standard {

  private static final String SCHEMAS = "/components/schemas/";

  private final Path file;
  private final JsonNode document;
  private final JsonSchemaFactory factory;

  private Standard(Path file, Map<String, String> elsewhere) {
    this.file = file;
    try {
      this.document = new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
    this.factory =
        JsonSchemaFactory.builder()
            .metaSchema(OpenApi30.getInstance())
            .defaultMetaSchemaIri(OpenApi30.getInstance().getIri())
            .schemaMappers(m -> m.mappings(elsewhere))
            .build();
  }

  public static Standard at(String path) {
    return new Standard(file(path), Map.of());
  }

  /**
   * @param from a document that it names where it does not lie here
   * @param to where it does
   */
  public static Standard at(String path, String from, String to) {
    Path file = file(path);
    String named = file.getParent().resolve(from).normalize().toUri().toString();
    return new Standard(file, Map.of(named, file(to).toUri().toString()));
  }

  private static Path file(String path) {
    Optional<Path> found = folders().map(f -> f.resolve(path)).filter(Files::exists).findFirst();
    assumeTrue(
        found.isPresent(),
        "skipped: " + path + " is not here; -Dhansa.specs=FOLDER says where standards lie");
    return found.orElseThrow();
  }

  private static Stream<Path> folders() {
    String said = System.getProperty("hansa.specs", "");
    Stream<Path> above =
        Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
            .map(p -> p.resolve("shared/specs"));
    return said.isEmpty() ? above : Stream.of(Path.of(said));
  }

  /** What of a value its schema does not allow, and what of it the document does not know. */
  public List<String> wrong(String schema, JsonNode value) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .discriminatorKeywordEnabled(true)
            .build();
    List<String> wrong = new ArrayList<>();
    factory
        .getSchema(SchemaLocation.of(file.toUri() + "#" + SCHEMAS + schema), config)
        .validate(value)
        .forEach(message -> wrong.add(message.toString()));
    unknown(document.at(SCHEMAS + schema), value, "$", wrong);
    return wrong;
  }

  private void unknown(JsonNode schema, JsonNode value, String at, List<String> wrong) {
    if (value.isArray()) {
      value.forEach(each -> unknown(target(schema).path("items"), each, at + "[]", wrong));
      return;
    }
    Map<String, JsonNode> known = new TreeMap<>();
    collect(schema, known);
    JsonNode own = document.at(SCHEMAS + value.path("@type").asText("-"));
    collect(own, known);
    // An object of no said shape may hold anything.
    if (value.isObject() && !known.isEmpty()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        if (known.containsKey(field.getKey())) {
          unknown(known.get(field.getKey()), field.getValue(), at + "." + field.getKey(), wrong);
        } else {
          wrong.add(at + "." + field.getKey() + " is not in the document");
        }
      }
    }
  }

  private void collect(JsonNode schema, Map<String, JsonNode> to) {
    JsonNode target = target(schema);
    target.path("properties").properties().forEach(p -> to.put(p.getKey(), p.getValue()));
    target.path("allOf").forEach(part -> collect(part, to));
  }

  /** What another document says is held by its schema alone. */
  private JsonNode target(JsonNode schema) {
    String ref = schema.path("$ref").asText("");
    return ref.startsWith("#") ? target(document.at(ref.substring(1))) : schema;
  }
}
