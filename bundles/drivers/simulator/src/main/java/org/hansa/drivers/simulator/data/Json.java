package org.hansa.drivers.simulator.data;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes records as one line of JSON that {@link Binder} reads. Equal records give equal lines; a
 * component that is null is refused as INVALID. Safe for many threads.
 */
public final class Json {

  private record Component(String name, Method accessor) {}

  private final Map<Class<?>, List<Component>> shapes = new ConcurrentHashMap<>();

  public String write(Record record) {
    StringBuilder text = new StringBuilder(256);
    value(text, record);
    return text.toString();
  }

  private void value(StringBuilder text, Object value) {
    if (value instanceof Record record) {
      record(text, record);
    } else if (value instanceof Map<?, ?> map) {
      map(text, map);
    } else if (value instanceof Collection<?> list) {
      char before = '[';
      for (Object item : list) {
        text.append(before);
        value(text, item);
        before = ',';
      }
      text.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof BigDecimal number) {
      text.append(number.stripTrailingZeros().toPlainString());
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      quoted(text, value.toString());
    }
  }

  /** What is empty is not written, and so read as empty. */
  private void record(StringBuilder text, Record record) {
    char before = '{';
    for (Component component : shapes.computeIfAbsent(record.getClass(), Json::components)) {
      Object value = get(component, record);
      if (value == null) {
        throw Refusal.invalid(component.name() + " is missing; say it");
      }
      if (value instanceof Optional<?> some) {
        value = some.isPresent() ? some.get() : List.of();
      }
      if ((value instanceof Collection<?> list && list.isEmpty())
          || (value instanceof Map<?, ?> map && map.isEmpty())) {
        continue;
      }
      text.append(before).append('"').append(component.name()).append("\":");
      value(text, value);
      before = ',';
    }
    text.append(before == '{' ? "{}" : "}");
  }

  private void map(StringBuilder text, Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(key.toString(), value));
    char before = '{';
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      text.append(before);
      quoted(text, entry.getKey());
      text.append(':');
      value(text, entry.getValue());
      before = ',';
    }
    text.append(map.isEmpty() ? "{}" : "}");
  }

  private static void quoted(StringBuilder text, String word) {
    text.append('"');
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private static List<Component> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(Json::component).toList();
  }

  private static Component component(RecordComponent component) {
    component.getAccessor().setAccessible(true);
    return new Component(component.getName(), component.getAccessor());
  }

  private static Object get(Component component, Record record) {
    try {
      return component.accessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record of ours cannot be read", e);
    }
  }
}
