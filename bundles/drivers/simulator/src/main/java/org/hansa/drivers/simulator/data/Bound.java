package org.hansa.drivers.simulator.data;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a value of the data must be. Of a list or map it says what each element must be. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Bound {

  /** How an amount may be written. */
  enum Unit {
    /** As it is. */
    PLAIN,
    /** {@code 512Mi}, {@code 64Gi}, {@code 2Ti}. */
    BYTES,
    /** Bits a second: {@code 100M}, {@code 10G}, {@code 1T}. */
    BITS
  }

  /** The least number; of a duration, seconds. */
  String min() default "0";

  /** The most; of a duration, seconds. */
  String max() default "1000000000000000000";

  String pattern() default "[ -~\\u00a0-\\uffff]{1,200}";

  /** What is there if nothing is said, as it would be written; "{}" for a record of such. */
  String or() default "";

  Unit unit() default Unit.PLAIN;

  /** Elements of a list or map. */
  int most() default 10_000;
}
