package org.hansa.core.isolation.wire;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeBindings;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hansa.core.driver.Deadline;

/**
 * A method of a facet, with the types that it has there.
 *
 * @param key its name and the classes of its parameters
 * @param parameters with the deadline among them
 */
public record Verb(String key, Method method, List<JavaType> parameters, JavaType result) {

  /** All of a facet's, by key. */
  public static Map<String, Verb> of(Class<?> facet) {
    TypeFactory types = Mapping.MAPPER.getTypeFactory();
    JavaType self = types.constructType(facet);
    Map<String, Verb> all = new TreeMap<>();
    for (Method method : facet.getMethods()) {
      if (Modifier.isStatic(method.getModifiers()) || method.isSynthetic()) {
        continue;
      }
      TypeBindings bound = self.findSuperType(method.getDeclaringClass()).getBindings();
      Verb verb =
          new Verb(
              key(method),
              method,
              Arrays.stream(method.getGenericParameterTypes())
                  .map(t -> types.resolveMemberType(t, bound))
                  .toList(),
              types.resolveMemberType(method.getGenericReturnType(), bound));
      all.merge(verb.key, verb, Verb::moreSpecial);
    }
    return all;
  }

  public static String key(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  private Verb moreSpecial(Verb other) {
    return method.getDeclaringClass().isAssignableFrom(other.method.getDeclaringClass())
        ? other
        : this;
  }

  /** True for what the facet itself answers: of which class its records are. */
  public boolean isLocal() {
    return method.isDefault() && method.getReturnType() == Class.class;
  }

  /** True for what is the same as long as the session is open. */
  public boolean isConstant() {
    return parameters.isEmpty() && !isLocal();
  }

  /** The arguments as they cross: all but the deadline. */
  public List<JsonNode> written(Object[] arguments) {
    List<JsonNode> trees = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (!isDeadline(i)) {
        trees.add(Mapping.tree(arguments[i]));
      }
    }
    return trees;
  }

  /**
   * The arguments as they are given to the method.
   *
   * @throws UncheckedIOException if they do not fit
   */
  public Object[] read(List<JsonNode> trees, Deadline deadline) {
    Object[] arguments = new Object[parameters.size()];
    int next = 0;
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = isDeadline(i) ? deadline : value(trees.get(next++), parameters.get(i));
    }
    return arguments;
  }

  /**
   * The result as the caller gets it.
   *
   * @throws UncheckedIOException if it does not fit
   */
  public Object read(JsonNode tree) {
    return value(tree, result);
  }

  private boolean isDeadline(int parameter) {
    return parameters.get(parameter).hasRawClass(Deadline.class);
  }

  private static Object value(JsonNode tree, JavaType type) {
    if (type.hasRawClass(void.class)) {
      return null;
    }
    try {
      return Mapping.MAPPER.treeToValue(tree, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
