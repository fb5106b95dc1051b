package org.hansa.core.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * What does not fit a record, in words of the document: the reader itself speaks of its classes.
 */
final class Misfit {

  private Misfit() {}

  static Problem of(IOException e, Class<?> type) {
    String path =
        e instanceof JsonMappingException m
            ? m.getPathReference().replaceAll("[a-zA-Z0-9_.$]+\\[", "[")
            : "";
    return new Problem(
        Problem.Reason.INVALID,
        "does not fit " + type.getSimpleName() + " at " + path + ": " + what(e),
        "Correct the value.");
  }

  private static String what(IOException e) {
    if (e instanceof PropertyBindingException field) {
      return "there is no field '" + field.getPropertyName() + "'";
    }
    if (e instanceof MismatchedInputException m && m.getTargetType() != null) {
      return "it is not " + wanted(m.getTargetType());
    }
    if (e instanceof ValueInstantiationException made && made.getCause() != null) {
      return String.valueOf(made.getCause().getMessage());
    }
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : "" + e;
  }

  private static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    } else if (Temporal.class.isAssignableFrom(type)) {
      return "a time as ISO 8601 writes it";
    } else if (Duration.class.isAssignableFrom(type)) {
      return "a duration as ISO 8601 writes it";
    } else if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    } else if (Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "an object, or has not what it needs";
    } else if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    return "a number, or none that can be";
  }
}
