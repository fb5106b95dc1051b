package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the application costs so far while a placement is tried. */
final class Bill {

  private final List<Price> paid = new ArrayList<>();

  void add(Price price) {
    paid.add(price);
  }

  /** What the others cost: one that looks for another place does not pay twice. */
  Bill without(Price price) {
    Bill others = new Bill();
    others.paid.addAll(paid);
    others.paid.remove(price);
    return others;
  }

  /** The currency of what is paid already, if anything is. */
  Optional<String> currency() {
    return paid.stream().flatMap(p -> p.currency().stream()).findFirst();
  }

  BigDecimal moneyWith(Price price) {
    return sum(Price::money, price);
  }

  BigDecimal gramsWith(Price price) {
    return sum(Price::grams, price);
  }

  private BigDecimal sum(Function<Price, Optional<BigDecimal>> part, Price more) {
    return Stream.concat(paid.stream(), Stream.of(more))
        .map(p -> part.apply(p).orElse(BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
