package org.hansa.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The one JSON mapper of the house: no scalar coercion, duplicate keys refused, decimals exact,
 * absent is not zero, keys in order, depth and length bounded. Thread-safe.
 */
public final class Json {

  /** The longest document accepted anywhere, in bytes. */
  public static final int MAX_BYTES = 4 << 20;

  private static final JsonMapper MAPPER = mapper();

  /** Its parsers keep no keys: a reader that is told so keeps them all the same. */
  private static final JsonFactory FORGETFUL =
      MAPPER
          .tokenStreamFactory()
          .rebuild()
          .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * Refuses what the mapper refuses: a key that is twice in an object is found where it is put into
   * the tree, so the parser need not keep all keys to find it too.
   */
  private static final ObjectReader QUICK = MAPPER.reader().with(FORGETFUL).with(new Halves());

  private static final ObjectReader KNOWN =
      MAPPER.reader().with(FORGETFUL).without(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** Writes plain records as their trees would be written. */
  private static final ObjectWriter CANONICAL =
      MAPPER
          .rebuild()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addModule(new SimpleModule("ordered").setSerializerModifier(new OrderedMaps()))
          .build()
          .writer();

  private Json() {}

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(Decimals.LONGEST)
                    .maxNameLength(1000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    JsonMapper mapper =
        JsonMapper.builder(factory)
            .nodeFactory(new Decimals())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .withConfigOverride(
                String.class,
                o ->
                    o.setInclude(
                        JsonInclude.Value.construct(
                            JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS)))
            .withCoercionConfig(
                LogicalType.Textual,
                c ->
                    c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();
    return mapper;
  }

  /**
   * Reads a document.
   *
   * @throws Problem MALFORMED with line and column if it is not JSON or breaks a bound; TOO_LARGE
   *     over {@link #MAX_BYTES}; INVALID for a number too long, and for half a character
   */
  public static JsonNode read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #read(String)}; reads at most {@link #MAX_BYTES} and does not close the stream. */
  public static JsonNode read(InputStream in) throws IOException {
    return read(in.readNBytes(MAX_BYTES + 1));
  }

  /** As {@link #read(String)}; of at most {@link #MAX_BYTES}. */
  public static JsonNode read(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the document is longer than " + MAX_BYTES + " bytes",
          "Split it, or upload large content as a blob.");
    }
    try {
      return present(QUICK.readTree(utf8));
    } catch (IOException e) {
      return refused(utf8);
    }
  }

  /** What was not taken is read by the mapper that says of everything where it stands. */
  private static JsonNode refused(byte[] utf8) {
    try {
      return present(MAPPER.readTree(utf8));
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** Appends a text as a JSON string, in quotes. */
  public static void quote(StringBuilder to, String text) {
    to.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, to);
    to.append('"');
  }

  /** Of what was read and checked before: no key is twice in it. */
  static JsonNode known(byte[] utf8) {
    try {
      return present(KNOWN.readTree(utf8));
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** As {@link #known}, token by token. */
  static JsonParser parser(byte[] utf8) {
    try {
      return KNOWN.createParser(utf8);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads a view.
   *
   * @throws Problem INVALID with the path of the value that does not fit
   */
  public static <T> T view(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw Misfit.of(e, type);
    }
  }

  static <T> T view(byte[] utf8, Class<T> type) {
    try {
      return KNOWN.forType(type).readValue(utf8);
    } catch (IOException e) {
      throw Misfit.of(e, type);
    }
  }

  /** A record, map, list or scalar as a tree of its own, which the caller may change. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The canonical text: keys in order, no white space. */
  public static String text(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /** Indented, for people. */
  public static String pretty(JsonNode tree) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /** The canonical text of a record; a {@link Plain} one needs no tree. */
  static byte[] bytes(Record value) {
    if (!Plain.is(value.getClass())) {
      return bytes(tree(value));
    }
    try {
      return CANONICAL.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record could not be written", e);
    }
  }

  private static JsonNode present(JsonNode tree) {
    if (tree == null || tree.isMissingNode()) {
      throw new Problem(Problem.Reason.MALFORMED, "the document is empty", "Send a JSON object.");
    }
    return tree;
  }

  private static Problem malformed(IOException e) {
    String where = "";
    String what = e.getMessage();
    if (e instanceof JsonProcessingException json) {
      // Not by which of the reader's methods a bound is set.
      what = json.getOriginalMessage().replaceAll(", from `[^`]*`", "");
      if (json.getLocation() != null) {
        where =
            " at line "
                + json.getLocation().getLineNr()
                + ", column "
                + json.getLocation().getColumnNr();
      }
    }
    return new Problem(
        Problem.Reason.MALFORMED, "not valid JSON" + where + ": " + what, "Correct the document.");
  }
}
