package org.hansa.core.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/** One pass over a document. Each method leaves the parser at the last token of its value. */
final class SchemaWalk {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser at;
  private final String root;
  private final Violations found;

  SchemaWalk(JsonParser at, String root, Violations found) {
    this.at = at;
    this.root = root;
    this.found = found;
  }

  void value(Shape shape) throws IOException {
    JsonToken token = at.currentToken();
    if (found.isFull()) {
      at.skipChildren();
      return;
    }
    if (!isA(shape.type(), token)) {
      String text = token.isStructStart() ? structure() : at.getText();
      found.mistyped(pointer(), text, token == JsonToken.VALUE_NULL, shape.type());
      return;
    }
    switch (shape.type()) {
      case "object" -> object(shape);
      case "array" -> array(shape);
      case "string" -> text(shape);
      case "integer", "number" -> number(shape);
      default -> at.skipChildren();
    }
  }

  private void object(Shape shape) throws IOException {
    BitSet there = new BitSet();
    int fields = 0;
    for (String name = at.nextFieldName(); name != null; name = at.nextFieldName()) {
      fields++;
      field(shape, name, there);
    }
    most(shape, fields, "entries");
    int required = shape.required().size();
    for (int i = there.nextClearBit(0); i < required; i = there.nextClearBit(i + 1)) {
      found.missing(pointer(), shape.required().get(i));
    }
  }

  private void field(Shape shape, String name, BitSet there) throws IOException {
    Shape.Field known = shape.fields().get(name);
    if (known == null && shape.others().isEmpty() && !shape.open() && !found.isFull()) {
      found.unknown(pointer(), name, shape.fields().keySet());
    }
    at.nextToken();
    if (known != null) {
      if (known.required() >= 0) {
        there.set(known.required());
      }
      value(known.shape());
    } else if (shape.others().isPresent()) {
      value(shape.others().get());
    } else {
      at.skipChildren();
    }
  }

  private void array(Shape shape) throws IOException {
    int elements = 0;
    while (at.nextToken() != JsonToken.END_ARRAY) {
      elements++;
      if (shape.items().isPresent()) {
        value(shape.items().get());
      } else {
        at.skipChildren();
      }
    }
    most(shape, elements, "elements");
  }

  private void text(Shape shape) throws IOException {
    if (shape.isPlainText() && at.getTextLength() <= shape.most()) {
      return;
    }
    String text = at.getText();
    most(shape, text.codePointCount(0, text.length()), "characters");
    if (!shape.words().isEmpty()) {
      if (!shape.words().contains(text)) {
        found.notAmong(pointer(), text, shape.words());
      }
    } else if (shape.pattern().isPresent()
        && text.length() <= shape.most()
        && !shape.pattern().get().matcher(text).matches()) {
      found.unmatched(pointer(), text, shape.pattern().get());
    }
    if (!formatted(shape.format(), text)) {
      found.misformatted(pointer(), text, shape.format());
    }
  }

  private void number(Shape shape) throws IOException {
    if (shape.least().isEmpty() && shape.greatest().isEmpty()) {
      return;
    }
    BigDecimal value = at.getDecimalValue();
    if (shape.least().isPresent() && value.compareTo(shape.least().get()) < 0) {
      found.outside(pointer(), value, "less", shape.least().get());
    }
    if (shape.greatest().isPresent() && value.compareTo(shape.greatest().get()) > 0) {
      found.outside(pointer(), value, "more", shape.greatest().get());
    }
  }

  private void most(Shape shape, int count, String of) {
    if (count > shape.most()) {
      found.tooMany(pointer(), count, of, shape.most());
    }
  }

  private String structure() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.copyCurrentStructure(at);
    }
    return text.toString();
  }

  /** Of the value whose last token was read. */
  private String pointer() {
    return root + pointer(at.getParsingContext());
  }

  private static String pointer(JsonStreamContext context) {
    if (context == null || context.inRoot()) {
      return "";
    }
    String step = context.inObject() ? context.getCurrentName() : "" + context.getCurrentIndex();
    return pointer(context.getParent()) + Violations.step(step);
  }

  private static boolean isA(String type, JsonToken token) {
    return switch (type) {
      case "object" -> token == JsonToken.START_OBJECT;
      case "array" -> token == JsonToken.START_ARRAY;
      case "string" -> token == JsonToken.VALUE_STRING;
      case "boolean" -> token.isBoolean();
      case "number" -> token.isNumeric();
      case "integer" -> token == JsonToken.VALUE_NUMBER_INT;
      default -> true;
    };
  }

  private static boolean formatted(String format, String text) {
    try {
      switch (format) {
        case "date-time" -> Instant.parse(text);
        case "duration" -> Duration.parse(text);
        case "uri-reference" -> new URI(text);
        default -> {}
      }
      return true;
    } catch (DateTimeException | URISyntaxException e) {
      return false;
    }
  }
}
