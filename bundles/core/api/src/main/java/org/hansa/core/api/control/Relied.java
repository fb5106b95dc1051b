package org.hansa.core.api.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;

/**
 * A predicate that a decision relied on. A plan keeps it and {@code apply} checks it again, in its
 * transaction: so a plan is refused only for what mattered to it.
 *
 * @param ref the resource it speaks of
 * @param what a JSON pointer into the written resource; {@code free:<unit>} for what is left of a
 *     pool; {@code reserved:<unit>} for what a tenant has reserved, with all below it; or {@code
 *     sweeping:<digest>} for whether an endpoint's removal of this is under way
 * @param test AT_LEAST, AT_MOST or IS
 * @param value decimal text, or the text compared with; empty text with IS means absent or false
 */
public record Relied(Ref ref, String what, Test test, String value) {

  private static final String FREE = "free:";
  private static final String RESERVED = "reserved:";
  private static final String SWEEPING = "sweeping:";
  private static final String UID = "/uid";
  private static final String GENERATION = "/generation";
  private static final String REVISION = "/revision";
  private static final String HOLD = "/holds/0";

  public enum Test {
    AT_LEAST,
    AT_MOST,
    IS
  }

  public static Relied free(Ref pool, String unit, BigDecimal atLeast) {
    return new Relied(pool, FREE + unit, Test.AT_LEAST, atLeast.toPlainString());
  }

  /**
   * That a tenant, with all below it, has no more reserved than this.
   *
   * @param tenant the resource that it is
   */
  public static Relied reserved(Ref tenant, String unit, BigDecimal atMost) {
    return new Relied(tenant, RESERVED + unit, Test.AT_MOST, atMost.toPlainString());
  }

  /** What a tenant has reserved of a unit, with all below it. */
  public static BigDecimal reserved(Snapshot snapshot, String tenant, String unit) {
    BigDecimal own = snapshot.reserved(tenant).getOrDefault(unit, BigDecimal.ZERO);
    return snapshot
        .list(Tenant.KIND, tenant)
        .map(below -> reserved(snapshot, below.ref().name(), unit))
        .reduce(own, BigDecimal::add);
  }

  /** That nothing was written to it since. */
  public static Relied unchanged(Resource seen) {
    return is(seen.ref(), REVISION, Long.toString(seen.revision()));
  }

  /** That there is none of this name. */
  public static Relied absent(Ref ref) {
    return is(ref, UID, "");
  }

  public static Relied notHeld(Ref ref) {
    return is(ref, HOLD, "");
  }

  /** That its endpoint is not just removing this; nor may be, for all that is known. */
  public static Relied notSweeping(Call sweep) {
    return is(sweep.endpoint(), SWEEPING + sweep.spec().digest(), "");
  }

  public static Relied is(Ref ref, String pointer, String value) {
    return new Relied(ref, pointer, Test.IS, value);
  }

  public static Relied atLeast(Ref ref, String pointer, BigDecimal value) {
    return new Relied(ref, pointer, Test.AT_LEAST, value.toPlainString());
  }

  public static Relied atMost(Ref ref, String pointer, BigDecimal value) {
    return new Relied(ref, pointer, Test.AT_MOST, value.toPlainString());
  }

  /** The sentence that says what does not hold any more, or empty if it holds. */
  public Optional<String> broken(Snapshot snapshot) {
    Optional<Resource> resource = snapshot.get(ref);
    if (equals(absent(ref))) {
      return resource.map(r -> ref + " is there by now");
    }
    if (resource.isEmpty()) {
      return Optional.of(ref + " is gone");
    }
    String now = now(snapshot, resource.get());
    boolean holds =
        switch (test) {
          case IS -> now.equals(value) || (value.isEmpty() && now.equals("false"));
          case AT_LEAST ->
              number(now).map(n -> n.compareTo(new BigDecimal(value)) >= 0).orElse(false);
          case AT_MOST ->
              number(now).map(n -> n.compareTo(new BigDecimal(value)) <= 0).orElse(false);
        };
    return holds
        ? Optional.empty()
        : Optional.of(
            ref + " " + what + " is now '" + now + "', the plan relied on " + this.says());
  }

  /** For people: {@code free:cpu >= 0.5}. */
  public String says() {
    String sign = test == Test.IS ? "=" : test == Test.AT_LEAST ? ">=" : "<=";
    return what + " " + sign + " '" + value + "'";
  }

  private String now(Snapshot snapshot, Resource resource) {
    if (what.startsWith(FREE)) {
      return free(snapshot, resource);
    }
    if (what.startsWith(RESERVED)) {
      String unit = what.substring(RESERVED.length());
      return reserved(snapshot, resource.ref().name(), unit).toPlainString();
    }
    return what.startsWith(SWEEPING) ? sweeping(resource) : field(resource);
  }

  private String sweeping(Resource endpoint) {
    String digest = what.substring(SWEEPING.length());
    boolean removes =
        endpoint.observed().values().stream()
            .filter(seen -> seen.isOpen() && seen.verb().equals(Call.Verb.REMOVE.name()))
            .anyMatch(seen -> seen.digest().equals(digest));
    return Boolean.toString(removes);
  }

  private String free(Snapshot snapshot, Resource pool) {
    String unit = what.substring(FREE.length());
    Map<String, BigDecimal> all = pool.status().as(Reservation.Pool.class).allocatable();
    Claims taken = snapshot.claims(ref);
    return all.getOrDefault(unit, BigDecimal.ZERO).subtract(taken.amount(unit)).toPlainString();
  }

  private String field(Resource resource) {
    // What is asked at every step or of all that a plan touches: nothing is written for it.
    return switch (what) {
      case UID -> resource.uid();
      case GENERATION -> Long.toString(resource.generation());
      case REVISION -> Long.toString(resource.revision());
      case HOLD -> resource.holds().stream().findFirst().orElse("");
      default -> written(resource);
    };
  }

  private String written(Resource resource) {
    JsonNode found = ResourceJson.write(resource).at(what);
    return found.isMissingNode() || found.isNull() ? "" : found.asText();
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
