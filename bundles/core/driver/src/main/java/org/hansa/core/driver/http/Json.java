package org.hansa.core.driver.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * JSON as drivers read and write it: fields that nobody knows are left, all else is strict. One for
 * each caller, because a mapper keeps the classes that it has seen, and a driver may be replaced.
 */
final class Json {

  /** Thrown for what is no JSON or does not fit; the message has none of its values. */
  static final class Misfit extends Exception {

    private static final long serialVersionUID = 1;

    private final String detail;
    private final boolean breaksOff;

    Misfit(String message, String detail, boolean breaksOff) {
      super(message);
      this.detail = detail;
      this.breaksOff = breaksOff;
    }

    /** What is wrong with it; may have some of it. */
    String detail() {
      return detail;
    }

    /** Whether it is the beginning of something. */
    boolean breaksOff() {
      return breaksOff;
    }
  }

  private final JsonMapper mapper = mapper();

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(200).maxNumberLength(200).build())
            // All of what is said of a token, so that a secret in it is hidden before it is cut.
            .errorReportConfiguration(
                ErrorReportConfiguration.builder().maxErrorTokenLength(1 << 16).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    return JsonMapper.builder(factory)
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .annotationIntrospector(
            new AnnotationIntrospectorPair(new Components(), new JacksonAnnotationIntrospector()))
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
        .withCoercionConfig(
            LogicalType.Textual,
            c ->
                c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }

  JsonNode tree(Raw raw) throws Misfit {
    try {
      JsonNode tree = mapper.readTree(raw.body());
      if (tree == null || tree.isMissingNode()) {
        throw new Misfit("the answer is empty", "", false);
      }
      return tree;
    } catch (JsonProcessingException e) {
      String at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new Misfit(
          "the answer is not JSON" + at,
          e.getOriginalMessage() + ", it begins: " + raw.text(),
          e instanceof JsonEOFException);
    } catch (IOException e) {
      throw new Misfit("the answer is not JSON", "" + e.getMessage(), false);
    }
  }

  /**
   * @param at where the node stands, as a JSON pointer
   */
  <T> T fit(JsonNode node, String at, Class<T> type) throws Misfit {
    try {
      T value = mapper.treeToValue(node, type);
      if (value == null) {
        throw misfit(type, at, "it is null");
      }
      return value;
    } catch (JsonMappingException e) {
      String path =
          e.getPath().stream()
              .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
              .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
              .collect(Collectors.joining());
      throw misfit(type, at + path, e.getOriginalMessage());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw misfit(type, at, "" + e.getMessage());
    }
  }

  private static Misfit misfit(Class<?> type, String pointer, String detail) {
    return new Misfit(
        "the answer is no " + type.getSimpleName() + " at " + shown(pointer), detail, false);
  }

  private static String shown(String pointer) {
    return pointer.isEmpty() ? "its root" : pointer;
  }

  byte[] bytes(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      // Not as its cause: it may show what is in it.
      throw new IllegalArgumentException(
          "a " + value.getClass().getSimpleName() + " cannot be written as JSON");
    }
  }
}
