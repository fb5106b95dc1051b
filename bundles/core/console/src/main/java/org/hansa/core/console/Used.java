package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;

/**
 * What an instance used in the newest metered interval, and what is left of a host, as rows: texts
 * by their headings, in order.
 */
public final class Used {

  private static final BigDecimal MEBI = BigDecimal.valueOf(1L << 20);

  private Used() {}

  /**
   * @param newest the body of the newest ledger entry about it
   * @param whole whether all of the ledger was looked through; else an older one may be there
   */
  public static Map<String, String> instance(
      Resource instance, Optional<JsonNode> newest, boolean whole, Instant now) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("TENANT", instance.ref().tenant());
    row.put("INSTANCE", instance.ref().name());
    row.put("STATE", Listing.state(instance, now).text());
    row.put("CPU CORES", newest.flatMap(b -> rate(b, "cpu-seconds")).orElse("-"));
    row.put("MEMORY MiB", newest.flatMap(Used::memory).orElse("-"));
    row.put(
        "MEASURED", newest.flatMap(body -> age(body, now)).orElse(whole ? "never" : "not lately"));
    return row;
  }

  /** Grown by the second, over the entry's own interval. */
  static Optional<String> rate(JsonNode body, String unit) {
    return number(body.at("/quantities/" + unit))
        .flatMap(
            used ->
                millis(body)
                    .map(
                        ms ->
                            used.multiply(BigDecimal.valueOf(1000))
                                .divide(ms, 3, RoundingMode.HALF_EVEN)))
        .map(BigDecimal::toPlainString);
  }

  /** Byte-hours over the interval, divided by its hours. */
  static Optional<String> memory(JsonNode body) {
    return number(body.at("/quantities/memory-byte-hours"))
        .flatMap(
            hours ->
                millis(body)
                    .map(
                        ms ->
                            hours
                                .multiply(BigDecimal.valueOf(3_600_000))
                                .divide(ms.multiply(MEBI), 1, RoundingMode.HALF_EVEN)))
        .map(BigDecimal::toPlainString);
  }

  private static Optional<String> age(JsonNode body, Instant now) {
    return instant(body, "until").map(until -> Wording.ago(until, now));
  }

  private static Optional<BigDecimal> millis(JsonNode body) {
    Optional<Instant> from = instant(body, "from");
    Optional<Instant> until = instant(body, "until");
    if (from.isEmpty() || until.isEmpty() || !until.get().isAfter(from.get())) {
      return Optional.empty();
    }
    long millis = Duration.between(from.get(), until.get()).toMillis();
    return millis == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(millis));
  }

  private static Optional<Instant> instant(JsonNode body, String field) {
    return Optional.of(body.path(field))
        .filter(JsonNode::isTextual)
        .map(t -> Instant.parse(t.textValue()));
  }

  private static Optional<BigDecimal> number(JsonNode value) {
    return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
  }

  /**
   * @param taken what is reserved of it
   */
  public static Map<String, String> host(Resource host, Claims taken, Instant now) {
    Map<String, BigDecimal> all = host.status().as(Reservation.Pool.class).allocatable();
    Map<String, String> row = new LinkedHashMap<>();
    row.put("HOST", host.ref().tenant() + "/" + host.ref().name());
    row.put("STATE", Listing.state(host, now).text());
    for (String unit : List.of("cpu", "memory", "storage")) {
      BigDecimal has = all.get(unit);
      BigDecimal scale = unit.equals("cpu") ? BigDecimal.ONE : MEBI;
      String heading =
          unit.equals("cpu") ? "CPU" : unit.toUpperCase(java.util.Locale.ROOT) + " MiB";
      row.put(heading + " RESERVED", scaled(taken.amount(unit), scale));
      row.put(
          heading + " FREE", has == null ? "-" : scaled(has.subtract(taken.amount(unit)), scale));
    }
    return row;
  }

  private static String scaled(BigDecimal amount, BigDecimal scale) {
    return amount.divide(scale, 2, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
  }
}
