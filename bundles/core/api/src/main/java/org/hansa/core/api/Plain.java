package org.hansa.core.api;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which records may be written without a tree between: of those in which every part is of a type
 * whose text is the same either way. Others are, for instance, floating-point numbers, keys of maps
 * that are no text, and whatever says by annotation how it is to be written.
 */
final class Plain {

  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          boolean.class,
          Boolean.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          BigDecimal.class,
          BigInteger.class,
          Instant.class,
          Duration.class);

  private static final Set<Class<?>> HOLDERS =
      Set.of(Optional.class, List.class, Set.class, Collection.class);

  /** By class, and gone with it. */
  private static final ClassValue<Boolean> KNOWN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isRecord(type, new HashSet<>());
        }
      };

  private Plain() {}

  static boolean is(Class<? extends Record> type) {
    return KNOWN.get(type);
  }

  private static boolean isRecord(Class<?> type, Set<Class<?>> within) {
    if (!within.add(type)) {
      return true; // what holds its own kind is as plain as the rest of it
    }
    if (type.getInterfaces().length > 0 || !isBare(type) || hasGetters(type)) {
      return false;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isPlain(component.getGenericType(), within)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(Type type, Set<Class<?>> within) {
    if (type instanceof ParameterizedType p && p.getRawType() instanceof Class<?> raw) {
      Type[] of = p.getActualTypeArguments();
      return raw == Map.class
          ? of[0] == String.class && isPlain(of[1], within)
          : HOLDERS.contains(raw) && isPlain(of[0], within);
    }
    if (!(type instanceof Class<?> c)) {
      return false;
    }
    return SCALARS.contains(c)
        || (c.isEnum() && isBare(c))
        || (c.isRecord() && isRecord(c, within));
  }

  /** Nothing in it says by annotation how it is to be written. */
  private static boolean isBare(Class<?> type) {
    return Stream.of(
            Stream.of(type),
            Stream.of(type.getDeclaredFields()),
            Stream.of(type.getDeclaredMethods()),
            Stream.of(type.getDeclaredConstructors()))
        .flatMap(elements -> elements)
        .flatMap(element -> Stream.of(((AnnotatedElement) element).getAnnotations()))
        .noneMatch(annotation -> annotation.annotationType() != About.class);
  }

  /** What is read like a property is written like one, though it is no part. */
  private static boolean hasGetters(Class<?> type) {
    Set<String> parts =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    return Stream.of(type.getDeclaredMethods())
        .filter(m -> m.getParameterCount() == 0 && !Modifier.isStatic(m.getModifiers()))
        .anyMatch(m -> !parts.contains(m.getName()) && m.getName().matches("(get|is).+"));
  }
}
