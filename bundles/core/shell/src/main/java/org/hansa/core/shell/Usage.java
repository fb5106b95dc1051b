package org.hansa.core.shell;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;

/**
 * What instances used in the newest metered interval, and what is left of hosts: the first of each,
 * and how many more there are.
 */
final class Usage {

  static final int MOST = 500;
  private static final BigDecimal MEBI = BigDecimal.valueOf(1L << 20);

  private final Snapshot view;
  private final Streams streams;
  private final Principal principal;
  private final Optional<String> tenant;

  /**
   * @param tenant of which alone; empty for all
   */
  Usage(Snapshot view, Streams streams, Principal principal, Optional<String> tenant) {
    this.tenant = tenant;
    this.view = view;
    this.streams = streams;
    this.principal = principal;
  }

  /**
   * @param more how many are left out
   */
  record Rows(List<Map<String, String>> rows, long more) {}

  Rows instances() {
    List<Resource> shown = list("Instance").limit(MOST).toList();
    Streams.Newest newest =
        streams.newest(
            principal, Entry.LEDGER, shown.stream().map(Resource::ref).collect(Collectors.toSet()));
    return rows("Instance", shown, instance -> instance(instance, newest));
  }

  private Stream<Resource> list(String kind) {
    return tenant.map(t -> view.list(kind, t)).orElseGet(() -> view.list(kind));
  }

  private Rows rows(
      String kind, List<Resource> shown, Function<Resource, Map<String, String>> row) {
    long more = shown.size() < MOST ? 0 : list(kind).count() - MOST;
    return new Rows(shown.stream().map(row).toList(), more);
  }

  private Map<String, String> instance(Resource instance, Streams.Newest all) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("TENANT", instance.ref().tenant());
    row.put("INSTANCE", instance.ref().name());
    row.put("STATE", Listing.state(instance, view.now()).text());
    Optional<JsonNode> newest =
        Optional.ofNullable(all.entries().get(instance.ref())).map(entry -> entry.body().tree());
    row.put("CPU CORES", newest.flatMap(b -> rate(b, "cpu-seconds")).orElse("-"));
    row.put("MEMORY MiB", newest.flatMap(Usage::memory).orElse("-"));
    row.put("MEASURED", newest.flatMap(this::age).orElse(all.whole() ? "never" : "not lately"));
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

  private Optional<String> age(JsonNode body) {
    return instant(body, "until")
        .map(until -> Screen.age(Duration.between(until, view.now())) + " ago");
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

  Rows hosts() {
    return rows("Host", list("Host").limit(MOST).toList(), this::host);
  }

  private Map<String, String> host(Resource host) {
    Map<String, BigDecimal> all = host.status().as(Reservation.Pool.class).allocatable();
    Claims taken = view.claims(host.ref());
    Map<String, String> row = new LinkedHashMap<>();
    row.put("HOST", host.ref().tenant() + "/" + host.ref().name());
    row.put("STATE", Listing.state(host, view.now()).text());
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
