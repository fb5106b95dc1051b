package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.Optional;

/** What the application costs so far while a placement is tried. */
final class Bill {

  private Optional<String> currency = Optional.empty();
  private BigDecimal money = BigDecimal.ZERO;
  private BigDecimal grams = BigDecimal.ZERO;

  void add(Price price) {
    if (currency.isEmpty()) {
      currency = price.currency();
    }
    money = money.add(price.money().orElse(BigDecimal.ZERO));
    grams = grams.add(price.grams().orElse(BigDecimal.ZERO));
  }

  /** The currency of what is paid already, if anything is. */
  Optional<String> currency() {
    return currency;
  }

  BigDecimal moneyWith(Price price) {
    return money.add(price.money().orElse(BigDecimal.ZERO));
  }

  BigDecimal gramsWith(Price price) {
    return grams.add(price.grams().orElse(BigDecimal.ZERO));
  }
}
