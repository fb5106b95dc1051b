package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/**
 * Operations on a document, done in order, all or none (RFC 6902). Each problem names the operation
 * by its place: INVALID if it is none, CONFLICT if the document does not stand as it supposes (RFC
 * 5789, 2.2), TOO_LARGE. How many there are, how deep they lead and how much they put is bounded.
 */
record JsonPatch(List<Operation> operations) {

  static final int MOST = 500;

  /** Of values and characters that all operations together put somewhere. */
  private static final long MOST_PUT = Json.MAX_BYTES;

  private static final int DEEPEST = 64;

  /** Two numbers are one if they are equal, however they are written. */
  private static final Comparator<JsonNode> NUMBERS =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;

  JsonPatch {
    operations = List.copyOf(operations);
  }

  enum Op {
    ADD,
    REMOVE,
    REPLACE,
    MOVE,
    COPY,
    TEST;

    boolean hasValue() {
      return this == ADD || this == REPLACE || this == TEST;
    }

    boolean hasSource() {
      return this == MOVE || this == COPY;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param from of what is moved or copied
   * @param value of what is added, put in a place, or tested
   */
  record Operation(Op op, Pointer path, Optional<Pointer> from, Optional<JsonNode> value) {}

  /**
   * @throws Problem INVALID
   */
  static JsonPatch read(JsonNode body) {
    if (!body.isArray() || body.size() > MOST) {
      throw Problem.invalid(
          "patch",
          body.isArray() ? body.size() + " operations" : Json.text(body),
          "a list of at most " + MOST + " operations",
          "Write [{\"op\": \"replace\", \"path\": \"/spec/...\", \"value\": ...}].");
    }
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      try {
        operations.add(operation(body.get(i)));
      } catch (Problem e) {
        throw located(e, i);
      }
    }
    return new JsonPatch(operations);
  }

  private static Operation operation(JsonNode tree) {
    List<String> known = List.of(Op.values()).stream().map(Op::word).toList();
    String word = text(tree, "op");
    if (!known.contains(word)) {
      throw Problem.invalid(
          "op",
          word,
          "known",
          Nearest.to(word, known).map(n -> "Maybe '" + n + "' was meant.").orElse("")
              + " There are "
              + String.join(", ", known)
              + ".");
    }
    Op op = Op.valueOf(word.toUpperCase(Locale.ROOT));
    Pointer path = Pointer.parse(text(tree, "path"));
    if (op.hasValue() && !tree.has("value")) {
      throw Problem.invalid(
          word, Json.text(tree), "whole: it has no value", "Write null if that is meant.");
    }
    Optional<Pointer> from =
        op.hasSource() ? Optional.of(Pointer.parse(text(tree, "from"))) : Optional.empty();
    if (op == Op.MOVE && from.get().holds(path)) {
      throw Problem.invalid(
          "path", path.text(), "outside of what is moved", "Copy it, or move it elsewhere.");
    }
    if (op == Op.REMOVE && path.isWhole()) {
      throw Problem.invalid("path", "", "within the document", "DELETE the resource instead.");
    }
    return new Operation(
        op, path, from, op.hasValue() ? Optional.of(tree.get("value")) : Optional.empty());
  }

  private static String text(JsonNode tree, String member) {
    JsonNode given = tree.path(member);
    if (!given.isTextual()) {
      throw Problem.invalid(
          "operation", Json.text(tree), "an object with the text " + member, "Write it.");
    }
    return given.textValue();
  }

  private static Problem located(Problem e, int index) {
    return new Problem(
        e.reason(),
        "operation " + index + ": " + e.getMessage(),
        e.cure(),
        List.of(new Problem.Detail("/" + index, e.getMessage())),
        e);
  }

  /**
   * What becomes of a document, which is left as it is.
   *
   * @throws Problem CONFLICT, INVALID, TOO_LARGE
   */
  JsonNode of(ObjectNode document) {
    Hand hand = new Hand(document.deepCopy());
    for (int i = 0; i < operations.size(); i++) {
      try {
        hand.take(operations.get(i));
      } catch (Problem e) {
        throw located(e, i);
      }
    }
    return hand.document;
  }

  /** The document while it is worked on. */
  private static final class Hand {

    private JsonNode document;
    private long put;

    Hand(JsonNode document) {
      this.document = document;
    }

    void take(Operation o) {
      switch (o.op()) {
        case ADD -> add(o.path(), o.value().orElseThrow());
        case REMOVE -> remove(o.path());
        case REPLACE -> {
          existing(o.path());
          replace(o.path(), o.value().orElseThrow());
        }
        case MOVE -> {
          Pointer from = o.from().orElseThrow();
          JsonNode moved = existing(from);
          if (!from.equals(o.path())) {
            remove(from);
            add(o.path(), moved);
          }
        }
        case COPY -> add(o.path(), existing(o.from().orElseThrow()));
        case TEST -> test(o.path(), o.value().orElseThrow());
      }
    }

    /** What is found is not told: only who may read it knows. */
    private void test(Pointer path, JsonNode wanted) {
      if (!existing(path).equals(NUMBERS, wanted)) {
        throw Problem.conflict(
            "the test of '" + path.text() + "' fails: another value stands there",
            "Read it again and decide anew.");
      }
    }

    private JsonNode existing(Pointer path) {
      return path.in(document).orElseThrow(() -> missing(path));
    }

    private void add(Pointer path, JsonNode value) {
      JsonNode own = weighed(path, value).deepCopy();
      if (path.isWhole()) {
        document = own;
        return;
      }
      JsonNode around = path.around(document).orElseThrow(() -> missing(path));
      if (around instanceof ObjectNode object) {
        object.set(path.last(), own);
      } else if (around instanceof ArrayNode list) {
        list.insert(path.position(list).orElseThrow(() -> missing(path)), own);
      } else {
        throw missing(path);
      }
    }

    /** In a list, it takes the place of what stood there. */
    private void replace(Pointer path, JsonNode value) {
      if (!path.isWhole() && path.around(document).orElseThrow() instanceof ArrayNode list) {
        list.set(path.position(list).orElseThrow(), weighed(path, value).deepCopy());
      } else {
        add(path, value);
      }
    }

    private void remove(Pointer path) {
      existing(path);
      JsonNode around = path.around(document).orElseThrow();
      if (around instanceof ObjectNode object) {
        object.remove(path.last());
      } else {
        ArrayNode list = (ArrayNode) around;
        list.remove(path.position(list).orElseThrow());
      }
    }

    private static Problem missing(Pointer path) {
      String top = path.isWhole() ? "" : path.tokens().get(0);
      return Problem.conflict(
          "there is no '" + path.text() + "'",
          ResourceApi.USERS.contains(top)
              ? "Read the resource again; add makes what is not there, in what is."
              : "Only "
                  + String.join(", ", ResourceApi.USERS)
                  + " can be patched; for the"
                  + " revision, send If-Match.");
    }

    private JsonNode weighed(Pointer path, JsonNode value) {
      weigh(value, path.depth());
      if (put > MOST_PUT) {
        throw new Problem(
            Problem.Reason.TOO_LARGE,
            "with this the patch puts more than " + MOST_PUT + " characters",
            "Split it.");
      }
      return value;
    }

    private void weigh(JsonNode value, int depth) {
      if (depth > DEEPEST) {
        throw new Problem(
            Problem.Reason.TOO_LARGE,
            "with this the document is deeper than " + DEEPEST + " levels",
            "Keep it flat.");
      }
      put += 1 + (value.isTextual() ? value.textValue().length() : 0);
      value.fieldNames().forEachRemaining(name -> put += name.length());
      if (put <= MOST_PUT) {
        value.forEach(part -> weigh(part, depth + 1));
      }
    }
  }
}
