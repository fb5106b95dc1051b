package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;

/** Amounts by unit: their sums, and as people read them. */
final class Amount {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final BigDecimal STEP = BigDecimal.valueOf(1024);
  private static final BigDecimal MINUTES_A_MONTH = BigDecimal.valueOf(730L * 60);

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

  /** What reservations hold, by pool and unit. */
  static Map<Ref, Map<String, BigDecimal>> byPool(List<Resource> reservations) {
    Map<Ref, Map<String, BigDecimal>> held = new HashMap<>();
    for (Resource reservation : reservations) {
      Reservation.Spec spec = reservation.spec().as(Reservation.Spec.class);
      held.merge(Ref.parse(spec.pool()), new HashMap<>(spec.amounts()), Amount::sum);
    }
    return held;
  }

  static Map<String, BigDecimal> sum(Map<String, BigDecimal> a, Map<String, BigDecimal> b) {
    Map<String, BigDecimal> sums = new HashMap<>(a);
    b.forEach((unit, n) -> sums.merge(unit, n, BigDecimal::add));
    return sums;
  }

  /** Of a share. */
  static String percent(BigDecimal share) {
    return plain(share.movePointRight(2)) + " %";
  }

  /** Of a month of 730 hours. */
  static BigDecimal minutesAway(BigDecimal available) {
    return BigDecimal.ONE
        .subtract(available)
        .multiply(MINUTES_A_MONTH)
        .setScale(1, RoundingMode.HALF_UP);
  }

  static String plain(BigDecimal n) {
    return n.signum() == 0 ? "0" : n.stripTrailingZeros().toPlainString();
  }
}
