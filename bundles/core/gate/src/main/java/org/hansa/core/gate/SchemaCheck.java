package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/**
 * Checks a document by a schema that {@link Schemas} derived: that vocabulary and no more. All
 * violations are named, each with pointer, value, rule and, for a mistyped word, the nearest.
 */
final class SchemaCheck {

  private static final int MOST = 50;
  private static final int SHOWN = 80;

  /** Patterns come from installed records only, so there are few. */
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  /**
   * @param shown false where values may be secret: then none is repeated
   * @return empty if the document fits
   */
  List<Problem.Detail> check(String pointer, JsonNode schema, JsonNode value, boolean shown) {
    Walk walk = new Walk(shown);
    walk.value(new Place(Optional.empty(), pointer), schema, value);
    return List.copyOf(walk.found);
  }

  /** Where a value stands; it becomes a pointer only if something is wrong there. */
  private record Place(Optional<Place> in, String step) {

    Place at(String field) {
      return new Place(Optional.of(this), field);
    }

    /** As RFC 6901 asks. */
    String pointer() {
      return in.isEmpty()
          ? step
          : in.get().pointer() + "/" + cut(step).replace("~", "~0").replace("/", "~1");
    }
  }

  private final class Walk {

    private final List<Problem.Detail> found = new ArrayList<>();
    private final boolean shown;

    Walk(boolean shown) {
      this.shown = shown;
    }

    void value(Place at, JsonNode schema, JsonNode value) {
      String type = schema.path("type").asText();
      if (!type.isEmpty() && !isA(type, value)) {
        String hint = value.isNull() ? "; leave the field out instead" : "";
        say(at, quoted(value) + " is not " + named(type) + hint);
        return;
      }
      switch (type) {
        case "object" -> object(at, schema, value);
        case "array" -> array(at, schema, value);
        case "string" -> text(at, schema, value);
        case "integer", "number" -> number(at, schema, value.decimalValue());
        default -> {}
      }
    }

    private void object(Place at, JsonNode schema, JsonNode value) {
      most(at, schema.path("maxProperties"), value.size(), "entries");
      for (JsonNode name : schema.path("required")) {
        if (!value.has(name.asText())) {
          String about = schema.path("properties").path(name.asText()).path("description").asText();
          say(at.at(name.asText()), "is required" + (about.isEmpty() ? "" : ": " + about));
        }
      }
      JsonNode properties = schema.path("properties");
      JsonNode others = schema.path("additionalProperties");
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        Place where = at.at(field.getKey());
        if (properties.has(field.getKey())) {
          value(where, properties.get(field.getKey()), field.getValue());
        } else if (others.isObject()) {
          value(where, others, field.getValue());
        } else if (others.isBoolean() && !others.booleanValue()) {
          unknown(where, field.getKey(), properties);
        }
      }
    }

    private void unknown(Place where, String field, JsonNode properties) {
      Set<String> known = new TreeSet<>();
      properties.fieldNames().forEachRemaining(known::add);
      String hint =
          Nearest.to(field, known)
              .map(near -> "maybe '" + near + "' was meant")
              .orElse(known.isEmpty() ? "there are none" : "known are " + String.join(", ", known));
      say(where, "'" + cut(field) + "' is not a field here; " + hint);
    }

    private void array(Place at, JsonNode schema, JsonNode value) {
      most(at, schema.path("maxItems"), value.size(), "elements");
      for (int i = 0; i < value.size() && found.size() < MOST; i++) {
        value(at.at(Integer.toString(i)), schema.path("items"), value.get(i));
      }
    }

    private void text(Place at, JsonNode schema, JsonNode value) {
      String text = value.textValue();
      most(at, schema.path("maxLength"), text.codePointCount(0, text.length()), "characters");
      String pattern = schema.path("pattern").asText();
      if (schema.has("enum")) {
        word(at, schema.get("enum"), value);
      } else if (!pattern.isEmpty() && text.length() <= schema.path("maxLength").asInt()) {
        if (!patterns.computeIfAbsent(pattern, Pattern::compile).matcher(text).matches()) {
          say(at, quoted(value) + " does not match " + pattern);
        }
      }
      if (schema.has("format") && !formatted(schema.get("format").asText(), text)) {
        say(at, quoted(value) + " is not a " + schema.get("format").asText() + " of ISO 8601");
      }
    }

    private void word(Place at, JsonNode words, JsonNode value) {
      boolean fits = false;
      for (JsonNode word : words) {
        fits |= word.asText().equals(value.textValue());
      }
      if (!fits) {
        Set<String> known = new TreeSet<>();
        words.forEach(word -> known.add(word.asText()));
        String hint =
            Nearest.to(cut(value.textValue()), known)
                .map(near -> "; maybe '" + near + "' was meant")
                .orElse("");
        say(at, quoted(value) + " is not one of " + String.join(", ", known) + hint);
      }
    }

    private void number(Place at, JsonNode schema, BigDecimal value) {
      if (schema.has("minimum") && value.compareTo(schema.get("minimum").decimalValue()) < 0) {
        say(at, shownNumber(value) + " is less than " + schema.get("minimum").asText());
      }
      if (schema.has("maximum") && value.compareTo(schema.get("maximum").decimalValue()) > 0) {
        say(at, shownNumber(value) + " is more than " + schema.get("maximum").asText());
      }
    }

    private void most(Place at, JsonNode bound, int count, String of) {
      if (bound.isNumber() && count > bound.asInt()) {
        say(at, "has " + count + " " + of + ", at most " + bound.asInt() + " are allowed");
      }
    }

    private void say(Place at, String sentence) {
      if (found.size() < MOST) {
        found.add(new Problem.Detail(at.pointer(), sentence));
      }
    }

    private String quoted(JsonNode value) {
      return shown ? "'" + cut(value.isTextual() ? value.textValue() : "" + value) + "'" : "this";
    }

    private String shownNumber(BigDecimal value) {
      return shown ? cut(value.toString()) : "this";
    }
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      default -> true;
    };
  }

  private static String named(String type) {
    return switch (type) {
      case "object" -> "an object";
      case "array" -> "a list";
      case "string" -> "a text";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number";
      default -> "a number";
    };
  }

  private static boolean formatted(String format, String text) {
    try {
      switch (format) {
        case "date-time" -> Instant.parse(text);
        case "duration" -> Duration.parse(text);
        default -> {}
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String cut(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
