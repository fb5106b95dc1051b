package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts as people read them. */
final class Amount {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final BigDecimal STEP = BigDecimal.valueOf(1024);

  private Amount() {}

  static String of(String unit, BigDecimal n) {
    if (unit.equals(Need.MEMORY) || unit.equals(Need.STORAGE)) {
      return bytes(n);
    }
    return plain(n) + (unit.equals(Need.CPU) ? " cores" : "");
  }

  private static String bytes(BigDecimal n) {
    BigDecimal shown = n;
    int unit = 0;
    while (shown.abs().compareTo(STEP) >= 0 && unit < UNITS.length - 1) {
      shown = shown.divide(STEP, 6, RoundingMode.HALF_UP);
      unit++;
    }
    return plain(shown.setScale(1, RoundingMode.HALF_UP)) + " " + UNITS[unit];
  }

  static String plain(BigDecimal n) {
    return n.signum() == 0 ? "0" : n.stripTrailingZeros().toPlainString();
  }
}
