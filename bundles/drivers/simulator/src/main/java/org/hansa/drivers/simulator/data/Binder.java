package org.hansa.drivers.simulator.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.driver.DriverException;

/**
 * Makes records of documents. A component that is neither Optional nor a collection and has no
 * {@link Bound#or} must be given. Safe for many threads.
 */
public final class Binder {

  private static final String KEY = "[A-Za-z0-9][-A-Za-z0-9_.]{0,127}";

  /** The bound of what says none. */
  private record Unbound(@Bound String any) {}

  private record Shape(Constructor<?> constructor, List<RecordComponent> components) {}

  private final Map<Class<?>, Shape> shapes = new ConcurrentHashMap<>();
  private final boolean strict;
  private final Bound none = Unbound.class.getRecordComponents()[0].getAnnotation(Bound.class);

  /**
   * @param strict for what people write; else fields that are not known are passed over, as another
   *     version of ours may have written them, and bounds are not checked
   */
  public Binder(boolean strict) {
    this.strict = strict;
  }

  /**
   * Reads a text.
   *
   * @param file for messages
   * @throws DriverException INVALID with file and line
   */
  public <T extends Record> T read(String file, String text, Class<T> type) {
    return bind(Yaml.read(file, text), type, "");
  }

  <T extends Record> T bind(Node node, Class<T> type, String path) {
    return type.cast(record(node, type, path));
  }

  private Object record(Node node, Class<?> type, String path) {
    Shape shape = shapes.computeIfAbsent(type, Binder::shape);
    if (!(node instanceof Node.Fields fields)) {
      throw refused(node, path, "it must be fields with their values: " + names(shape));
    }
    if (strict) {
      fields.all().forEach((name, value) -> refuseUnknown(name, value, names(shape), path));
    }
    Object[] values = new Object[shape.components().size()];
    for (int i = 0; i < values.length; i++) {
      RecordComponent component = shape.components().get(i);
      Bound bound = Optional.ofNullable(component.getAnnotation(Bound.class)).orElse(none);
      String at = path + (path.isEmpty() ? "" : ".") + component.getName();
      Node value = fields.all().get(component.getName());
      values[i] =
          value == null
              ? missing(fields, component, bound, at)
              : value(value, component.getGenericType(), bound, at);
    }
    return made(shape, values, node, path);
  }

  private Object missing(Node.Fields in, RecordComponent component, Bound bound, String path) {
    Class<?> raw = component.getType();
    if (!bound.or().isEmpty()) {
      Node standing =
          bound.or().equals("{}")
              ? new Node.Fields(in.at(), Map.of())
              : new Node.Scalar(in.at(), bound.or());
      return value(standing, component.getGenericType(), bound, path);
    } else if (raw == Optional.class) {
      return Optional.empty();
    } else if (raw == List.class) {
      return List.of();
    } else if (raw == Map.class) {
      return Map.of();
    }
    throw Refusal.invalid(in.at() + ": " + path + " is missing; add it");
  }

  private Object value(Node node, Type type, Bound bound, String path) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return Optional.of(value(node, argument(type, 0), bound, path));
    } else if (raw == List.class) {
      return list(node, argument(type, 0), bound, path);
    } else if (raw == Map.class) {
      return map(node, argument(type, 1), bound, path);
    } else if (raw.isRecord()) {
      return record(node, raw, path);
    } else if (node instanceof Node.Scalar scalar) {
      return new Scalars(scalar, path, bound, strict).as(raw);
    }
    throw refused(node, path, "it must be a single value");
  }

  private List<Object> list(Node node, Type of, Bound bound, String path) {
    if (!(node instanceof Node.Items items)) {
      throw refused(node, path, "it must be a list");
    }
    refuseMore(items.all().size(), bound, node, path);
    List<Object> all = new ArrayList<>();
    for (Node item : items.all()) {
      all.add(value(item, of, bound, path + "[" + all.size() + "]"));
    }
    return List.copyOf(all);
  }

  private Map<String, Object> map(Node node, Type of, Bound bound, String path) {
    if (!(node instanceof Node.Fields fields)) {
      throw refused(node, path, "it must be names with what they stand for");
    }
    refuseMore(fields.all().size(), bound, node, path);
    Map<String, Object> all = new LinkedHashMap<>();
    fields
        .all()
        .forEach(
            (key, value) -> {
              if (!key.matches(KEY)) {
                throw refused(value, path, "the name '" + key + "' must match " + KEY);
              }
              all.put(key, value(value, of, bound, path + "." + key));
            });
    return java.util.Collections.unmodifiableMap(all);
  }

  private static void refuseMore(int count, Bound bound, Node node, String path) {
    if (count > bound.most()) {
      throw refused(node, path, "it has " + count + " elements; at most " + bound.most());
    }
  }

  private static void refuseUnknown(String name, Node value, List<String> known, String path) {
    if (!known.contains(name)) {
      throw Refusal.invalid(
          value.at()
              + ": "
              + (path.isEmpty() ? "" : path + ".")
              + name
              + " is not known; "
              + Nearest.cure(name, known));
    }
  }

  private static DriverException refused(Node node, String path, String rule) {
    return Refusal.invalid(
        node.at() + ": " + (path.isEmpty() ? "the document" : path) + ": " + rule);
  }

  private static Object made(Shape shape, Object[] values, Node node, String path) {
    try {
      return shape.constructor().newInstance(values);
    } catch (InvocationTargetException e) {
      throw refused(node, path, String.valueOf(e.getCause().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of ours cannot be made", e);
    }
  }

  private static Shape shape(Class<?> type) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new Shape(constructor, components);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has this constructor", e);
    }
  }

  private static List<String> names(Shape shape) {
    return shape.components().stream().map(RecordComponent::getName).toList();
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType of ? raw(of.getRawType()) : (Class<?>) type;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
