package org.hansa.core.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Looks at all that a value is made of. */
final class Inspection {

  private static final int DEEPEST = 16;

  private final BiConsumer<String, Object> leaf;

  /**
   * @param leaf told of each part that is not made of others, null included, and where it is
   */
  Inspection(BiConsumer<String, Object> leaf) {
    this.leaf = leaf;
  }

  void of(String path, Object value) {
    of(path, value, 0);
  }

  private void of(String path, Object value, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (value instanceof Record composed) {
      for (RecordComponent component : composed.getClass().getRecordComponents()) {
        of(path + "." + component.getName(), part(composed, component), depth + 1);
      }
    } else if (value instanceof Optional<?> maybe) {
      maybe.ifPresent(present -> of(path, present, depth + 1));
    } else if (value instanceof Collection<?> many) {
      int at = 0;
      for (Object one : many) {
        of(path + "[" + at++ + "]", one, depth + 1);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, one) -> {
            of(path + " key", key, depth + 1);
            of(path + "[" + key + "]", one, depth + 1);
          });
    } else {
      leaf.accept(path, value);
    }
  }

  static Object part(Record of, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new Broken("the component " + component + " cannot be read", e);
    }
  }
}
