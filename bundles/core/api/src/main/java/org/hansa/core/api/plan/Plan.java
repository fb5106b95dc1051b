package org.hansa.core.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;

/** A plan: what a change would do, found by running the controllers on a fork. */
public final class Plan {

  public static final String KIND = "Plan";

  /**
   * A field of a status, of any kind: the share of the time that it is expected to be there, 0 to
   * 1. What a plan concerns and says this is in its totals.
   */
  public static final String AVAILABILITY = "availability";

  private Plan() {}

  /**
   * @param put the documents that are to stand, as a user sent them
   * @param delete references that are to go
   */
  public record Spec(
      @About("Resources that are to stand, as written") List<JsonNode> put,
      @About("References that are to go") List<String> delete) {

    public Spec {
      put = put == null ? List.of() : List.copyOf(put);
      delete = delete == null ? List.of() : List.copyOf(delete);
    }
  }

  /**
   * @param revision of the snapshot that it was made on
   * @param changes by reference
   * @param whys choices and refusals
   * @param relied predicates that apply checks again
   * @param seen uid and generation of what it changes: 0 for what must not be there
   * @param cost added (or, negative, saved) by the hour: money by currency
   * @param gramsPerHour of CO2 equivalent added by the hour
   * @param unknowns what could not be counted, in words
   * @param decided what apply commits before any driver has answered: a plan that would now decide
   *     otherwise is not applied
   * @param blocked why it would not come to rest: conditions that stay false
   * @param before what all that it concerns costs now: of an application that loses or gets a
   *     replica, all of it
   * @param after what it will cost
   */
  public record Status(
      State state,
      Instant made,
      long revision,
      List<Line> changes,
      List<Reason> whys,
      List<Predicate> relied,
      List<Seen> seen,
      Map<String, BigDecimal> cost,
      Optional<BigDecimal> gramsPerHour,
      List<String> unknowns,
      List<String> blocked,
      List<Decision> decided,
      Optional<Instant> applied,
      Optional<Totals> before,
      Optional<Totals> after) {

    /** As before it said what all costs. */
    public Status(
        State state,
        Instant made,
        long revision,
        List<Line> changes,
        List<Reason> whys,
        List<Predicate> relied,
        List<Seen> seen,
        Map<String, BigDecimal> cost,
        Optional<BigDecimal> gramsPerHour,
        List<String> unknowns,
        List<String> blocked,
        List<Decision> decided,
        Optional<Instant> applied) {
      this(
          state,
          made,
          revision,
          changes,
          whys,
          relied,
          seen,
          cost,
          gramsPerHour,
          unknowns,
          blocked,
          decided,
          applied,
          Optional.empty(),
          Optional.empty());
    }

    public Status {
      changes = changes == null ? List.of() : List.copyOf(changes);
      whys = whys == null ? List.of() : List.copyOf(whys);
      relied = relied == null ? List.of() : List.copyOf(relied);
      seen = seen == null ? List.of() : List.copyOf(seen);
      cost = cost == null ? Map.of() : Map.copyOf(cost);
      unknowns = unknowns == null ? List.of() : List.copyOf(unknowns);
      decided = decided == null ? List.of() : List.copyOf(decided);
      blocked = blocked == null ? List.of() : List.copyOf(blocked);
      before = before == null ? Optional.empty() : before;
      after = after == null ? Optional.empty() : after;
    }
  }

  /**
   * What something costs; what is not known of it is in no sum.
   *
   * @param perHour money by currency
   * @param perMonth the same for 730 hours
   * @param gramsPerHour of CO2 equivalent
   * @param watts drawn while it runs
   * @param kwhPerMonth the same for 730 hours
   * @param minutesAwayPerMonth expected, by {@link #AVAILABILITY}: of several the sum
   */
  public record Totals(
      @About("Money an hour by currency") Map<String, BigDecimal> perHour,
      @About("Money a month of 730 hours by currency") Map<String, BigDecimal> perMonth,
      @About("gCO2e by the hour") Optional<BigDecimal> gramsPerHour,
      @About("Watts drawn while it runs") Optional<BigDecimal> watts,
      @About("kWh a month of 730 hours") Optional<BigDecimal> kwhPerMonth,
      @About("Minutes in a month of 730 hours that it is expected to be away; of several the sum")
          Optional<BigDecimal> minutesAwayPerMonth) {

    /** As before it said how much it is away. */
    public Totals(
        Map<String, BigDecimal> perHour,
        Map<String, BigDecimal> perMonth,
        Optional<BigDecimal> gramsPerHour,
        Optional<BigDecimal> watts,
        Optional<BigDecimal> kwhPerMonth) {
      this(perHour, perMonth, gramsPerHour, watts, kwhPerMonth, Optional.empty());
    }

    public Totals {
      minutesAwayPerMonth = minutesAwayPerMonth == null ? Optional.empty() : minutesAwayPerMonth;
      perHour = perHour == null ? Map.of() : Map.copyOf(perHour);
      perMonth = perMonth == null ? Map.of() : Map.copyOf(perMonth);
    }
  }

  public enum State {
    PLANNED,
    APPLIED
  }

  public enum Verb {
    CREATE,
    CHANGE,
    MOVE,
    REMOVE
  }

  /**
   * What happens to one resource.
   *
   * @param where the place, if it has one: a site or host
   * @param fields what differs in spec and status
   * @param calls driver calls, in order: {@code apply workload at Endpoint/system/local}
   */
  public record Line(
      String ref, Verb verb, Optional<String> where, List<Field> fields, List<String> calls) {

    /** Read back, an empty list comes as none. */
    public Line {
      fields = fields == null ? List.of() : List.copyOf(fields);
      calls = calls == null ? List.of() : List.copyOf(calls);
    }
  }

  /** One difference by JSON pointer; {@code after} may be {@code known after apply}. */
  public record Field(String pointer, Optional<JsonNode> before, Optional<JsonNode> after) {

    /** Read back, an absent tree comes as a null node. */
    public Field {
      before = before.filter(n -> !n.isNull() && !n.isMissingNode());
      after = after.filter(n -> !n.isNull() && !n.isMissingNode());
    }
  }

  /** See {@link org.hansa.core.api.control.Why}; references as text. */
  public record Reason(
      String subject,
      String candidate,
      String constraint,
      String found,
      String wanted,
      String cure) {}

  /** See {@link org.hansa.core.api.control.Relied}; the reference as text. */
  public record Predicate(String ref, String what, String test, String value) {}

  /** What must still be as it was: uid and generation, 0 for what must not be there. */
  public record Seen(String ref, String uid, long generation) {}

  /**
   * One decision.
   *
   * @param spec the digest of the spec that it is to have; empty if it is to go
   */
  public record Decision(String ref, String spec) {}
}
