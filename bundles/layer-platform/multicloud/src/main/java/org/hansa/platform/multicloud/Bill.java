package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the application costs so far while a placement is tried. Each has paid what it made dearer
 * when it came, so what goes between two was paid by the later one.
 */
final class Bill {

  private final Map<String, Price> paid = new LinkedHashMap<>();

  /** What of it is for one that is not in it any more. */
  private BigDecimal gone = BigDecimal.ZERO;

  void add(Need need, Price price) {
    paid.put(need.name(), price);
  }

  /**
   * What the others cost: one that looks for another place does not pay twice.
   *
   * @param now all that it makes dearer, now that the others are there
   */
  Bill without(Need need, Price now) {
    Bill others = new Bill();
    others.paid.putAll(paid);
    Optional<Price> then = Optional.ofNullable(others.paid.remove(need.name()));
    others.gone = money(now).subtract(then.map(Bill::money).orElse(BigDecimal.ZERO));
    return others;
  }

  private static BigDecimal money(Price price) {
    return price.money().orElse(BigDecimal.ZERO);
  }

  /** The currency of what is paid already, if anything is. */
  Optional<String> currency() {
    return paid.values().stream().flatMap(p -> p.currency().stream()).findFirst();
  }

  BigDecimal moneyWith(Price price) {
    return sum(Price::money, price).subtract(gone);
  }

  BigDecimal gramsWith(Price price) {
    return sum(Price::grams, price);
  }

  private BigDecimal sum(Function<Price, Optional<BigDecimal>> part, Price more) {
    return Stream.concat(paid.values().stream(), Stream.of(more))
        .map(p -> part.apply(p).orElse(BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
