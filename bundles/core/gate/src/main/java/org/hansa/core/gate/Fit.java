package org.hansa.core.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A {@link Shape} made ready for {@link Glance}: names as bytes and in order, as they stand in a
 * canonical document.
 */
final class Fit {

  enum Type {
    OBJECT,
    ARRAY,
    TEXT,
    BOOLEAN,
    INTEGER,
    NUMBER,
    ANY
  }

  final Type type;
  final int most;

  /** How many of the fields must be there. */
  final int required;

  /** Of fields that are not named; absent if there are none, or anything may stand in them. */
  final Optional<Fit> others;

  final boolean open;
  final Optional<Fit> items;
  final Optional<Matched> pattern;
  final Set<String> words;

  /** Whether a text has a form that is not looked at here. */
  final boolean formatted;

  /** Bounds of a number, drawn together to whole ones. */
  final long least;

  final long greatest;

  private final byte[][] names;

  /** Of names. */
  private final long[] heads;

  private final List<Optional<Field>> fields;

  record Field(Fit fit, boolean required) {}

  Fit(Shape shape) {
    this.type = type(shape.type());
    this.most = shape.most();
    this.required = shape.required().size();
    this.others = shape.others().map(Fit::new);
    this.open = shape.open();
    this.items = shape.items().map(Fit::new);
    this.pattern = shape.pattern().map(Matched::new);
    this.words = shape.words();
    this.formatted = !shape.format().isEmpty();
    this.least = shape.least().map(n -> whole(n, RoundingMode.CEILING)).orElse(Long.MIN_VALUE);
    this.greatest = shape.greatest().map(n -> whole(n, RoundingMode.FLOOR)).orElse(Long.MAX_VALUE);
    Map<byte[], Field> sorted = new TreeMap<>(Arrays::compareUnsigned);
    shape
        .fields()
        .forEach(
            (name, field) ->
                sorted.put(
                    name.getBytes(StandardCharsets.UTF_8),
                    new Field(new Fit(field.shape()), field.required() >= 0)));
    this.names = sorted.keySet().toArray(byte[][]::new);
    this.heads = Stream.of(names).mapToLong(n -> head(n, 0, n.length)).toArray();
    this.fields = sorted.values().stream().map(Optional::of).toList();
  }

  private static long whole(BigDecimal bound, RoundingMode mode) {
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
    return bound.setScale(0, mode).min(most).max(most.negate()).longValue();
  }

  private static Type type(String named) {
    return switch (named) {
      case "object" -> Type.OBJECT;
      case "array" -> Type.ARRAY;
      case "string" -> Type.TEXT;
      case "boolean" -> Type.BOOLEAN;
      case "integer" -> Type.INTEGER;
      case "number" -> Type.NUMBER;
      default -> Type.ANY;
    };
  }

  /** The first eight bytes of a name in ASCII: in the order of names, and mostly of one alone. */
  static long head(byte[] text, int begin, int end) {
    long head = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      head = (head << Byte.SIZE) | (begin + i < end ? text[begin + i] & 0xff : 0);
    }
    return head;
  }

  /**
   * The place of the first field, from one on, whose name does not come before these bytes.
   *
   * @param from of a field before which there is none
   * @param head of the bytes
   */
  int place(int from, long head, byte[] text, int begin, int end) {
    int place = from;
    while (place < heads.length
        && (heads[place] < head
            || (heads[place] == head && compare(names[place], text, begin, end) < 0))) {
      place++;
    }
    return place;
  }

  /** The field at a place, if it has this name. */
  Optional<Field> named(int place, long head, byte[] text, int begin, int end) {
    boolean there =
        place < heads.length
            && heads[place] == head
            && compare(names[place], text, begin, end) == 0;
    return there ? fields.get(place) : Optional.empty();
  }

  private static int compare(byte[] name, byte[] text, int begin, int end) {
    return Arrays.compareUnsigned(name, 0, name.length, text, begin, end);
  }
}
