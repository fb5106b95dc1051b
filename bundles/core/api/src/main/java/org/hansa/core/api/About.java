package org.hansa.core.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a field of a spec or status means and which values it takes; the JSON Schema of a kind
 * is derived from it. A component that is neither {@code Optional} nor a collection is required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface About {

  /** One sentence, with the unit. */
  String value();

  /** A regular expression that the whole text must match. */
  String pattern() default "";

  /** The smallest number, as decimal text. */
  String min() default "";

  /** The greatest number, as decimal text. */
  String max() default "";

  /** The allowed words. */
  String[] oneOf() default {};

  /** The most elements of a list or map, or characters of a text. */
  int most() default 1000;
}
