package org.hansa.core.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Keys;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/** What the reservations of one pool add up to, so that one more or less is a small change. */
final class Tally {

  static final Tally NONE = new Tally(TreePMap.empty(), Keys.NONE, HashTreePMap.empty());

  /** Digits before or after the point; 1e999999999 is short to write, but its sum is not. */
  private static final int DIGITS = 60;

  private final TreePMap<String, BigDecimal> amounts;

  private final Keys keys;

  /** How often more a key is taken: a fork may hold, for a moment, what the gate will refuse. */
  private final HashPMap<String, Integer> more;

  /** Made when first asked for; a pool is asked far more often than it changes. */
  private volatile Claims claims;

  private Tally(TreePMap<String, BigDecimal> amounts, Keys keys, HashPMap<String, Integer> more) {
    this.amounts = amounts;
    this.keys = keys;
    this.more = more;
  }

  /**
   * @throws Problem INVALID if it names no pool or a number of absurd size
   */
  static Reservation.Spec read(Resource reservation) {
    Reservation.Spec spec = reservation.spec().as(Reservation.Spec.class);
    if (spec.pool() == null) {
      throw Problem.invalid(
          "pool of " + reservation.ref(), "", "Kind/tenant/name", "Name the pool.");
    }
    spec.amounts()
        .forEach(
            (unit, amount) -> {
              if (Math.abs((long) amount.scale()) > DIGITS || amount.precision() > DIGITS) {
                throw Problem.invalid(
                    "amount of " + unit,
                    amount,
                    "a number of at most " + DIGITS + " digits",
                    "Write a smaller number.");
              }
            });
    return spec;
  }

  /** The same without its keys. */
  static Reservation.Spec amounts(Reservation.Spec spec) {
    return new Reservation.Spec(spec.pool(), spec.amounts(), List.of(), spec.cost());
  }

  Claims claims() {
    Claims made = claims;
    if (made == null) {
      made = isNothing() ? Claims.NONE : new Claims(amounts, keys);
      claims = made;
    }
    return made;
  }

  boolean isNothing() {
    return amounts.isEmpty() && keys.isEmpty();
  }

  Tally plus(Reservation.Spec spec) {
    return changed(spec, 1);
  }

  Tally minus(Reservation.Spec spec) {
    return changed(spec, -1);
  }

  private Tally changed(Reservation.Spec spec, int sign) {
    TreePMap<String, BigDecimal> sums = amounts;
    for (Map.Entry<String, BigDecimal> part : spec.amounts().entrySet()) {
      BigDecimal before = sums.getOrDefault(part.getKey(), BigDecimal.ZERO);
      BigDecimal sum = sign > 0 ? before.add(part.getValue()) : before.subtract(part.getValue());
      sums = sum.signum() == 0 ? sums.minus(part.getKey()) : sums.plus(part.getKey(), plain(sum));
    }
    Tally next = new Tally(sums, keys, more);
    for (String key : spec.keys()) {
      next = sign > 0 ? next.plus(key) : next.minus(key);
    }
    return next;
  }

  private Tally plus(String key) {
    return keys.contains(key)
        ? new Tally(amounts, keys, more.plus(key, more.getOrDefault(key, 0) + 1))
        : new Tally(amounts, keys.plus(key), more);
  }

  private Tally minus(String key) {
    int times = more.getOrDefault(key, 0);
    return times == 0
        ? new Tally(amounts, keys.minus(key), more)
        : new Tally(amounts, keys, times == 1 ? more.minus(key) : more.plus(key, times - 1));
  }

  /** One form for one value, whatever was added and taken away before. */
  private static BigDecimal plain(BigDecimal sum) {
    BigDecimal bare = sum.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
