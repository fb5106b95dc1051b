package org.hansa.core.kit;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be read from JSON without anything being said about how. */
final class Bindable {

  private static final int DEEPEST = 8;
  private static final Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Boolean.class,
          Integer.class,
          Long.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          Duration.class,
          Instant.class,
          URI.class);
  private static final Set<Class<?>> PRIMITIVE =
      Set.of(boolean.class, int.class, long.class, double.class);
  private static final Set<Class<?>> OF_OTHERS =
      Set.of(Optional.class, List.class, Set.class, Map.class);

  private Bindable() {}

  static List<RecordComponent> components(Class<?> type) {
    return type.isRecord() ? List.of(type.getRecordComponents()) : List.of();
  }

  static void check(Type type, String path) {
    check(type, path, 0);
  }

  private static void check(Type type, String path, int depth) {
    Broken.unless(depth <= DEEPEST, path + " is nested too deep");
    if (type instanceof ParameterizedType composed) {
      Class<?> raw = (Class<?>) composed.getRawType();
      Type[] parts = composed.getActualTypeArguments();
      Broken.unless(OF_OTHERS.contains(raw), path + " is a " + raw.getName());
      Broken.unless(
          raw != Map.class || parts[0] == String.class, path + " is a map whose keys are no text");
      check(parts[parts.length - 1], path, depth + 1);
    } else if (type instanceof Class<?> one) {
      Broken.unless(
          one.isRecord() || one.isEnum() || PLAIN.contains(one) || PRIMITIVE.contains(one),
          path + " is a " + one.getName() + ", which cannot be read from JSON");
      for (RecordComponent component : components(one)) {
        check(component.getGenericType(), path + "." + component.getName(), depth + 1);
      }
    } else {
      throw new Broken(path + " is a " + type + ", which cannot be read from JSON");
    }
  }
}
