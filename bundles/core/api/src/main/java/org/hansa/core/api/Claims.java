package org.hansa.core.api;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What the reservations of a pool add up to.
 *
 * @param amounts by unit: {@code cpu} in cores, {@code memory} and {@code storage} in bytes
 * @param keys what is taken whole, for instance {@code tcp/20001}
 */
public record Claims(Map<String, BigDecimal> amounts, Keys keys) {

  public static final Claims NONE = new Claims(Map.of(), Keys.NONE);

  public Claims {
    amounts = Map.copyOf(amounts);
  }

  public BigDecimal amount(String unit) {
    return amounts.getOrDefault(unit, BigDecimal.ZERO);
  }
}
