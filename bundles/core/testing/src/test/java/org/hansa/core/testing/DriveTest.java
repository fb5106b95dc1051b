package org.hansa.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.ForwardSpec;
import org.junit.jupiter.api.Test;

/** The bench is tested by broken controllers: each must fail the test that drives it. */
class DriveTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Ref THING = new Ref("Thing", "acme", "one");
  private static final Ref OTHER = new Ref("Other", "acme", "one");
  private static final Ref POOL = new Ref("Pool", "acme", "p");
  private static final Ref PLACE = new Ref("Endpoint", "acme", "e");

  private record Of(Set<String> writes, BiFunction<Snapshot, Resource, Step> decide)
      implements Controller {
    @Override
    public String name() {
      return "subject";
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Step step(Snapshot snapshot, Resource resource) {
      return decide.apply(snapshot, resource);
    }
  }

  private final Outside outside = new Outside();

  private Drive drive(Set<String> writes, BiFunction<Snapshot, Resource, Step> decide) {
    Drive drive = new Drive(START, outside, List.of(new Of(writes, decide)));
    return drive.change(put(THING, Doc.EMPTY));
  }

  private static Change put(Ref ref, Doc spec) {
    return Change.Put.of(Draft.of(ref, spec));
  }

  private static Change status(Ref ref, String text) {
    return new Change.Status(ref, Doc.parse("{\"says\":\"" + text + "\"}"), List.of());
  }

  private static Change reservation(String name, int amount, String... keys) {
    return put(
        new Ref(Reservation.KIND, "acme", name),
        Doc.of(
            new Reservation.Spec(
                POOL.toString(),
                Map.of("cpu", BigDecimal.valueOf(amount)),
                List.of(keys),
                Optional.empty())));
  }

  private static Change pool(int cpu) {
    return new Change.Status(POOL, Doc.parse("{\"allocatable\":{\"cpu\":" + cpu + "}}"), List.of());
  }

  @Test
  void runsToRest() {
    Drive drive =
        drive(Set.of("Other"), (s, r) -> Step.of(put(OTHER, Doc.EMPTY), status(THING, "x")));
    drive.run();

    assertThat(drive.get(OTHER).generation()).isEqualTo(1);
    assertThat(drive.get(THING).status().at("/says")).isPresent();
  }

  @Test
  void failsWhatNeverRests() {
    Drive drive = drive(Set.of(), (s, r) -> Step.of(status(THING, "at " + s.revision())));

    assertThatThrownBy(drive::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no rest");
  }

  @Test
  void failsWhatDependsOnMoreThanItsArguments() {
    AtomicInteger calls = new AtomicInteger();
    Drive drive =
        drive(Set.of(), (s, r) -> Step.of(status(THING, "call " + calls.incrementAndGet())));

    assertThatThrownBy(drive::run).hasMessageContaining("is not a function of its arguments");
  }

  @Test
  void failsWhatWritesAKindThatItDoesNotDeclare() {
    assertThatThrownBy(drive(Set.of(), (s, r) -> Step.of(put(OTHER, Doc.EMPTY)))::run)
        .hasMessageContaining("a kind that it does not declare");
    assertThatThrownBy(drive(Set.of(), (s, r) -> Step.of(Change.Delete.of(THING)))::run)
        .hasMessageContaining("a kind that it does not declare");
  }

  @Test
  void failsWhatNamesAnothersFinaliser() {
    Drive drive = drive(Set.of(), (s, r) -> Step.of(new Change.Finalizer(THING, "another", true)));

    assertThatThrownBy(drive::run).hasMessageContaining("another's finaliser");
  }

  @Test
  void failsWhatAppliesWithoutItsFinaliser() {
    Call call = Call.apply(PLACE, "forward", new ForwardSpec(1, List.of()));
    Drive drive = drive(Set.of(), (s, r) -> Step.builder().call(call).build());

    assertThatThrownBy(drive::run).hasMessageContaining("without its finaliser");
  }

  @Test
  void failsWhatTakesMoreThanAPoolHasOrAKeyTwice() {
    Drive drive = drive(Set.of(), (s, r) -> Step.done()).change(put(POOL, Doc.EMPTY), pool(2));
    drive.change(reservation("a", 2, "tcp/1"));

    assertThatThrownBy(() -> drive.change(reservation("b", 1)))
        .hasMessageContaining("cpu is exceeded");
    assertThatThrownBy(() -> drive.change(reservation("c", 0, "tcp/1")))
        .hasMessageContaining("reserved twice");
  }

  @Test
  void letsAPoolShrinkBelowWhatIsTaken() {
    Drive drive = drive(Set.of(), (s, r) -> Step.done()).change(put(POOL, Doc.EMPTY), pool(2));
    drive.change(reservation("a", 2)).change(pool(1));

    assertThat(drive.snapshot().claims(POOL).amount("cpu")).isEqualByComparingTo("2");
  }

  @Test
  void deletesFromTheLeavesWhenFinalisersAreGone() {
    Drive drive = drive(Set.of(), (s, r) -> Step.done());
    drive.change(
        Change.Put.of(Draft.owned(drive.get(THING), OTHER, new ForwardSpec(1, List.of()))));
    drive.change(new Change.Finalizer(OTHER, "subject", true)).delete(THING);

    assertThat(drive.get(THING).isDeleting()).isTrue();
    assertThat(drive.get(OTHER).isDeleting()).isTrue();
    assertThatThrownBy(() -> drive.change(put(OTHER, Doc.EMPTY)))
        .hasMessageContaining("while it is being deleted");

    drive.change(new Change.Finalizer(OTHER, "subject", false));
    assertThat(drive.snapshot().kinds()).isEmpty();
  }

  @Test
  void answersAsTheWorldBehindTheEndpointIs() {
    Call apply = Call.apply(PLACE, "forward", new ForwardSpec(1, List.of()));
    Change hold = new Change.Finalizer(THING, "subject", true);
    Drive drive =
        drive(
            Set.of(),
            (s, r) ->
                r.observed("subject").isSettled() && r.observed("subject").present()
                    ? Step.done()
                    : Step.builder().change(hold).call(apply).build());
    drive.run();
    Observation seen = drive.get(THING).observed("subject");
    assertThat(seen.present()).isTrue();
    assertThat(seen.digest()).isEqualTo(apply.spec().digest());

    outside.objects().keySet().forEach(outside::vanish);
    drive.pass(Duration.ofSeconds(30));
    assertThat(outside.objects()).hasSize(1);

    outside.away(PLACE, true);
    drive.pass(Duration.ofSeconds(30));
    assertThat(drive.get(THING).observed("subject").failure()).isPresent();
  }

  @Test
  void keepsTheDateOfAConditionWhoseStateStays() {
    Drive drive =
        drive(
            Set.of(),
            (s, r) ->
                Step.of(
                    new Change.Status(
                        THING, Doc.EMPTY, List.of(Condition.yes("Ready", "R", "", s.now())))));
    drive.run().pass(Duration.ofMinutes(1));

    assertThat(drive.get(THING).condition("Ready").orElseThrow().since()).isEqualTo(START);
  }
}
