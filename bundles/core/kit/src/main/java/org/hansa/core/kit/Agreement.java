package org.hansa.core.kit;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what was expected with what is seen. */
final class Agreement {

  /** Of these an endpoint may give more than was asked for. */
  private static final Set<String> AT_LEAST = Set.of("VolumeState.size", "PathState.bandwidth");

  /** By these an object is known from another that was made in its place. */
  private static final Set<String> IDENTITY = Set.of("id", "started");

  private Agreement() {}

  /** The first component that is otherwise; what is expected to be empty may be anything. */
  static Optional<String> difference(Record expected, Record seen) {
    return Stream.of(expected.getClass().getRecordComponents())
        .filter(c -> !agree(expected, seen, c))
        .map(
            c ->
                c.getName()
                    + " is "
                    + Words.brief(Inspection.part(seen, c))
                    + ", expected was "
                    + Words.brief(Inspection.part(expected, c)))
        .findFirst();
  }

  private static boolean agree(Record expected, Record seen, RecordComponent component) {
    Object wanted = Inspection.part(expected, component);
    Object found = Inspection.part(seen, component);
    String name = expected.getClass().getSimpleName() + "." + component.getName();
    return AT_LEAST.contains(name)
        ? ((Number) found).longValue() >= ((Number) wanted).longValue()
        : agree(wanted, found);
  }

  private static boolean agree(Object wanted, Object found) {
    if (empty(wanted)) {
      return true;
    }
    if (wanted instanceof Optional<?> maybe && found instanceof Optional<?> other) {
      return other.isPresent() && agree(maybe.get(), other.get());
    }
    if (wanted instanceof Map<?, ?> map && found instanceof Map<?, ?> other) {
      return map.entrySet().stream()
          .allMatch(
              e -> other.containsKey(e.getKey()) && agree(e.getValue(), other.get(e.getKey())));
    }
    if (wanted instanceof BigDecimal number && found instanceof BigDecimal other) {
      return number.compareTo(other) == 0;
    }
    return wanted.equals(found);
  }

  /** What only the outside can know. */
  private static boolean empty(Object wanted) {
    return wanted.equals(Optional.empty())
        || wanted.equals("")
        || (wanted instanceof Collection<?> many && many.isEmpty());
  }

  /** What is known to be the same object's shows no other identity. */
  static Optional<String> otherObject(Record before, Record now) {
    return Stream.of(before.getClass().getRecordComponents())
        .filter(c -> IDENTITY.contains(c.getName()))
        .filter(c -> known(Inspection.part(before, c)))
        .filter(c -> !Inspection.part(before, c).equals(Inspection.part(now, c)))
        .map(c -> change(before, now, c))
        .findFirst();
  }

  private static boolean known(Object value) {
    return !(value instanceof Optional<?> maybe) || maybe.isPresent();
  }

  /** What is otherwise than before, unless it has only become known: an address, for instance. */
  static Optional<String> change(Record before, Record now) {
    return Stream.of(before.getClass().getRecordComponents())
        .filter(c -> !empty(Inspection.part(before, c)))
        .filter(c -> !Inspection.part(before, c).equals(Inspection.part(now, c)))
        .map(c -> change(before, now, c))
        .findFirst();
  }

  static void require(Record before, Record now, String otherwise) {
    Optional<String> change = change(before, now);
    Broken.unless(change.isEmpty(), otherwise + change.orElse(""));
  }

  /** All components that are not equal. */
  static String changes(Record before, Record now) {
    return Stream.of(before.getClass().getRecordComponents())
        .filter(c -> !Inspection.part(before, c).equals(Inspection.part(now, c)))
        .map(c -> change(before, now, c))
        .collect(Collectors.joining(", "));
  }

  private static String change(Record before, Record now, RecordComponent component) {
    return component.getName()
        + " was "
        + Words.brief(Inspection.part(before, component))
        + " and is "
        + Words.brief(Inspection.part(now, component));
  }
}
