package org.hansa.core.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/**
 * {@code labelSelector=a=b,c!=d} and {@code fieldSelector=/spec/site=x}: all terms must hold. What
 * is absent is unequal to everything.
 */
final class Selectors {

  static final String LABEL = "labelSelector";
  static final String FIELD = "fieldSelector";
  private static final int MOST = 16;

  private Selectors() {}

  private record Term(String key, String value, boolean equal) {
    boolean holds(String found) {
      return value.equals(found) == equal;
    }
  }

  static Predicate<Resource> of(Query query) {
    List<Term> labels = terms(query, LABEL);
    List<Term> fields = terms(query, FIELD);
    List<Function<JsonNode, Boolean>> checks = fields.stream().map(Selectors::field).toList();
    return resource -> {
      for (Term term : labels) {
        if (!term.holds(resource.labels().get(term.key))) {
          return false;
        }
      }
      if (checks.isEmpty()) {
        return true;
      }
      JsonNode written = ResourceJson.write(resource);
      return checks.stream().allMatch(check -> check.apply(written));
    };
  }

  /**
   * The labels that an index can look for.
   *
   * @throws Problem INVALID on an inequality
   */
  static Map<String, String> labels(Query query) {
    Map<String, String> labels = new TreeMap<>();
    for (Term term : terms(query, LABEL)) {
      if (!term.equal || labels.putIfAbsent(term.key, term.value) != null) {
        throw Problem.invalid(
            LABEL, term.key, "each once and with =: its kind is of the catalogue", "Search it.");
      }
    }
    return labels;
  }

  private static Function<JsonNode, Boolean> field(Term term) {
    JsonPointer pointer;
    try {
      pointer = JsonPointer.compile(term.key);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(FIELD, term.key, "a JSON pointer", "Write it as /spec/site=value.");
    }
    return written -> {
      JsonNode found = written.at(pointer);
      return term.holds(found.isValueNode() && !found.isNull() ? found.asText() : null);
    };
  }

  private static List<Term> terms(Query query, String name) {
    List<String> texts =
        query.text(name).map(text -> Stream.of(text.split(",", -1)).toList()).orElse(List.of());
    if (texts.size() > MOST) {
      throw Problem.invalid(name, texts.size() + " terms", "at most " + MOST, "Ask for less.");
    }
    return texts.stream().map(text -> term(name, text)).toList();
  }

  private static Term term(String name, String text) {
    int sign = text.indexOf('=');
    boolean equal = sign < 1 || text.charAt(sign - 1) != '!';
    String key = sign < 0 ? "" : text.substring(0, equal ? sign : sign - 1);
    if (key.isBlank()) {
      throw Problem.invalid(
          name,
          text,
          "a list of terms",
          name.equals(LABEL) ? "Write it as a=b,c!=d." : "Write it as /spec/site=x,/spec/size!=y.");
    }
    return new Term(key, text.substring(sign + 1), equal);
  }
}
