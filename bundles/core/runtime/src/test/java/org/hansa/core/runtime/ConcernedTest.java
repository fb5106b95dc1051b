package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.junit.jupiter.api.Test;

/** What a plan concerns is told whole: before, after, by the hour and the month. */
class ConcernedTest {

  private static final Ref SHOP = new Ref("Application", "acme", "shop");
  private static final Ref WEB = new Ref("Workload", "acme", "shop.web");

  private final Drive drive =
      new Drive(Instant.parse("2026-01-01T00:00:00Z"), new Outside(), List.of());

  private static Ref taken(String name) {
    return new Ref(Reservation.KIND, "acme", name);
  }

  private void pool() {
    drive.change(Change.Put.of(Draft.of(new Ref("Host", "system", "h"), Doc.EMPTY)));
    drive.change(
        new Change.Status(
            new Ref("Host", "system", "h"), Doc.parse("{\"allocatable\":{\"cpu\":9}}"), List.of()));
    drive.change(Change.Put.of(Draft.of(SHOP, Doc.EMPTY)));
    drive.change(Change.Put.of(new Draft(WEB, Map.of(), Optional.of(SHOP), Set.of(), Doc.EMPTY)));
  }

  private void take(String name, Optional<Reservation.Cost> cost) {
    Reservation.Spec spec =
        new Reservation.Spec("Host/system/h", Map.of("cpu", BigDecimal.ONE), List.of(), cost);
    drive.change(
        Change.Put.of(new Draft(taken(name), Map.of(), Optional.of(WEB), Set.of(), Doc.of(spec))));
  }

  private static Optional<Reservation.Cost> cost(String hour, String grams, String watts) {
    return Optional.of(
        new Reservation.Cost(
            Optional.of("EUR"),
            Optional.of(new BigDecimal(hour)),
            Optional.of(new BigDecimal(grams)),
            Optional.of(new BigDecimal(watts))));
  }

  @Test
  void allThatTheApplicationHasIsInTheSumThoughOneReplicaComes() {
    pool();
    take("shop.web.0", cost("0.02", "3.6", "12"));
    Snapshot base = drive.snapshot();
    take("shop.web.1", cost("0.03", "3.6", "12"));

    Concerned concerned =
        new Concerned(base, drive.snapshot(), Set.of(taken("shop.web.1"), WEB), ref -> true);

    assertThat(concerned.totals(base))
        .isEqualTo(
            new Plan.Totals(
                Map.of("EUR", new BigDecimal("0.02")),
                Map.of("EUR", new BigDecimal("14.6")),
                Optional.of(new BigDecimal("3.6")),
                Optional.of(new BigDecimal("12")),
                Optional.of(new BigDecimal("8.76"))));
    Plan.Totals after = concerned.totals(drive.snapshot());
    assertThat(after.perHour()).containsEntry("EUR", new BigDecimal("0.05"));
    assertThat(after.perMonth()).containsEntry("EUR", new BigDecimal("36.5"));
    assertThat(after.watts()).contains(new BigDecimal("24"));
  }

  @Test
  void whatLeavesASiteIsInTheSumThoughNothingElseIsTaken() {
    pool();
    take("shop.web.0", cost("0.02", "3.6", "12"));
    Reservation.Cost sent =
        new Reservation.Cost(
            Optional.of("EUR"),
            Optional.of(new BigDecimal("0.05")),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new BigDecimal("0.05")));
    Reservation.Spec spec =
        new Reservation.Spec("Host/system/h", Map.of(), List.of(), Optional.of(sent));
    drive.change(
        Change.Put.of(
            new Draft(taken("shop.web.1"), Map.of(), Optional.of(WEB), Set.of(), Doc.of(spec))));

    Concerned concerned =
        new Concerned(drive.snapshot(), drive.snapshot(), Set.of(taken("shop.web.1")), r -> true);

    assertThat(concerned.totals(drive.snapshot()).perHour())
        .containsEntry("EUR", new BigDecimal("0.07"));
  }

  @Test
  void whatIsNotKnownOrMayNotBeReadIsInNoSum() {
    pool();
    Snapshot base = drive.snapshot();
    take("shop.web.0", cost("0.02", "3.6", "12"));
    take("shop.web.1", Optional.empty());
    Set<Ref> touched = Set.of(taken("shop.web.0"), taken("shop.web.1"));

    assertThat(new Concerned(base, drive.snapshot(), touched, ref -> true).totals(base))
        .isEqualTo(
            new Plan.Totals(
                Map.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty()));
    Concerned all = new Concerned(base, drive.snapshot(), touched, ref -> true);
    assertThat(all.totals(drive.snapshot()).perHour()).containsEntry("EUR", new BigDecimal("0.02"));
    Concerned none = new Concerned(base, drive.snapshot(), touched, ref -> false);
    assertThat(none.totals(drive.snapshot()).perHour()).isEmpty();
  }

  @Test
  void whatIsConcernedSaysHowMuchItIsAway() {
    pool();
    Snapshot base = drive.snapshot();
    take("shop.web.0", cost("0.02", "3.6", "12"));
    // Of a part it is no sum.
    drive.change(new Change.Status(WEB, Doc.parse("{\"availability\":0.5}"), List.of()));
    drive.change(new Change.Status(SHOP, Doc.parse("{\"availability\":0.999}"), List.of()));

    Concerned concerned =
        new Concerned(base, drive.snapshot(), Set.of(taken("shop.web.0")), ref -> true);
    assertThat(concerned.totals(base).minutesAwayPerMonth()).isEmpty();
    assertThat(concerned.totals(drive.snapshot()).minutesAwayPerMonth())
        .contains(new BigDecimal("43.8"));
  }

  @Test
  void whatNoReservationOfItChangesIsNotConcerned() {
    pool();
    take("shop.web.0", cost("0.02", "3.6", "12"));
    Snapshot base = drive.snapshot();

    assertThat(new Concerned(base, base, Set.of(WEB), ref -> true).totals(base).perHour())
        .isEmpty();
  }
}
