package org.hansa.core.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/**
 * Refuses numbers that would not be read again: they are written without an exponent, so a few
 * characters may mean a billion of digits.
 */
class Decimals extends JsonNodeFactory {

  /** Digits that a number has, written out. */
  static final int LONGEST = 100;

  private static final long serialVersionUID = 1;

  /**
   * @throws Problem INVALID if it is too long
   */
  @Override
  public ValueNode numberNode(BigDecimal value) {
    if (value != null && digits(value) > LONGEST) {
      throw Problem.invalid(
          "number", value, "of at most " + LONGEST + " digits, written out", "Correct it.");
    }
    return super.numberNode(value);
  }

  private static long digits(BigDecimal value) {
    long whole = Math.max(1, (long) value.precision() - value.scale());
    return whole + Math.max(0, value.scale());
  }
}
