package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Observation.Outcome;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Call;
import org.hansa.core.driver.DriverException.Reason;
import org.junit.jupiter.api.Test;

class OutcomesTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Ref AT = new Ref("Endpoint", "system", "local");
  private static final Doc SPEC = Doc.parse("{\"want\":1}");
  private static final Doc STATE = Doc.parse("{\"is\":1}");
  private static final Call APPLY = new Call(AT, "workload", Call.Verb.APPLY, SPEC);
  private static final Call LOOK = Call.observe(AT, "workload");
  private static final Call REMOVE = Call.remove(AT, "workload");

  private static Answer seen(Doc state) {
    return new Answer.Seen(Optional.of(state), Optional.empty());
  }

  private static Answer absent() {
    return new Answer.Seen(Optional.empty(), Optional.empty());
  }

  private static Observation intent(Call call) {
    return Outcomes.intent(Observation.NONE, call, T0);
  }

  private static Observation after(Observation before, Call call, Answer answer, long seconds) {
    Instant now = T0.plusSeconds(seconds);
    boolean unknown = before.outcome() == Outcome.UNKNOWN;
    Instant lost = unknown ? before.since().orElseThrow() : now;
    Duration left = SETTLE.minus(Duration.between(lost, now));
    return Outcomes.after(before, call, answer, now, left.isNegative() ? Duration.ZERO : left);
  }

  private static Observation applied() {
    return after(intent(APPLY), APPLY, seen(STATE), 1);
  }

  @Test
  void howFarTheDriverIsStandsWhileItIsAtIt() {
    Answer half =
        new Answer.Seen(Optional.of(STATE), Optional.of(Duration.ofSeconds(1)), Optional.of(50));
    Observation going = after(intent(APPLY), APPLY, half, 1);
    assertThat(going.outcome()).isEqualTo(Outcome.PROGRESSING);
    assertThat(going.percent()).contains(50);
    assertThat(after(going, LOOK, seen(STATE), 2).percent()).isEmpty();
  }

  @Test
  void anAppliedObjectIsPresentWithTheDigestOfItsSpec() {
    Observation o = applied();
    assertThat(o.outcome()).isEqualTo(Outcome.SETTLED);
    assertThat(o.present()).isTrue();
    assertThat(o.state()).isEqualTo(STATE);
    assertThat(o.digest()).isEqualTo(SPEC.digest());
  }

  @Test
  void lookingAgainAtTheSameWritesNothing() {
    assertThat(after(applied(), LOOK, seen(STATE), 500)).isEqualTo(applied());
  }

  /** As after a restore of what was saved before the newest spec was applied. */
  @Test
  void whatSaysThatItWasMadeByAnotherSpecIsAppliedAgainAndWhatOnlyMovedOnIsNot() {
    Doc mine = Doc.parse("{\"digest\":\"one\",\"is\":1}");
    Doc mineLater = Doc.parse("{\"digest\":\"one\",\"is\":2}");
    Doc others = Doc.parse("{\"digest\":\"two\",\"is\":1}");
    Observation applied = after(intent(APPLY), APPLY, seen(mine), 1);

    assertThat(after(applied, LOOK, seen(mineLater), 5).digest()).isEqualTo(SPEC.digest());
    Observation found = after(applied, LOOK, seen(others), 5);
    assertThat(found.digest()).isEmpty();
    assertThat(found.outcome()).isEqualTo(Outcome.SETTLED);
    assertThat(found.state()).isEqualTo(others);
  }

  @Test
  void aLostAnswerIsUnknownUntilLooked() {
    Observation lost = after(intent(APPLY), APPLY, new Answer.Lost("late"), 5);
    assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(lost.isOpen()).isTrue();
  }

  @Test
  void afterALostApplyAnAbsentObjectMayStillComeUntilTheSettleTimeIsOver() {
    Observation early = after(intent(APPLY), LOOK, absent(), 9);
    assertThat(early.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(early.again()).contains(T0.plusSeconds(19));
    assertThat(after(early, LOOK, absent(), 18).outcome()).isEqualTo(Outcome.UNKNOWN);
    Observation late = after(early, LOOK, absent(), 20);
    assertThat(late.outcome()).isEqualTo(Outcome.SETTLED);
    assertThat(late.present()).isFalse();
  }

  @Test
  void afterALostApplyAPresentObjectIsAppliedOnceMoreSinceItsSpecIsNotKnown() {
    Observation found = after(intent(APPLY), LOOK, seen(STATE), 2);
    assertThat(found.outcome()).isEqualTo(Outcome.SETTLED);
    assertThat(found.present()).isTrue();
    assertThat(found.digest()).isEmpty();
  }

  /** What is found is the former: the change may still land, over whatever is applied next. */
  @Test
  void afterALostChangeTheFormerObjectMayStillBecomeThatUntilTheSettleTimeIsOver() {
    Observation change = Outcomes.intent(applied(), APPLY, T0);
    Observation early = after(change, LOOK, seen(STATE), 9);
    assertThat(early.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(early.present()).isTrue();
    assertThat(early.state()).isEqualTo(STATE);
    assertThat(early.again()).contains(T0.plusSeconds(19));
    Observation late = after(early, LOOK, seen(STATE), 20);
    assertThat(late.outcome()).isEqualTo(Outcome.SETTLED);
    assertThat(late.digest()).isEmpty();
  }

  @Test
  void aRemovedObjectIsAbsentAndOneThatLingersIsLookedAtAgain() {
    assertThat(after(Outcomes.intent(applied(), REMOVE, T0), REMOVE, absent(), 3).present())
        .isFalse();
    Observation lingering = after(Outcomes.intent(applied(), REMOVE, T0), REMOVE, seen(STATE), 3);
    assertThat(lingering.outcome()).isEqualTo(Outcome.PROGRESSING);
    assertThat(lingering.again()).isPresent();
  }

  @Test
  void aRefusalKeepsWhatWasKnownAndSaysWhenToTryAgain() {
    Observation once =
        after(
            Outcomes.intent(applied(), APPLY, T0),
            APPLY,
            new Answer.Failed(Reason.CONFLICT, "port"),
            1);
    assertThat(once.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(once.state()).isEqualTo(STATE);
    assertThat(once.present()).isTrue();
    assertThat(once.again()).contains(T0.plusSeconds(2));
    Observation never = after(intent(APPLY), APPLY, new Answer.Failed(Reason.INVALID, "spec"), 1);
    assertThat(never.again()).isEmpty();
    assertThat(never.failure().orElseThrow().retryable()).isFalse();
  }

  @Test
  void anEndpointThatIsAwayLeavesTheOutcomeOfAnEffectUnknownButNotOfALook() {
    Answer away = new Answer.Failed(Reason.UNAVAILABLE, "away");
    assertThat(after(intent(APPLY), APPLY, away, 1).outcome()).isEqualTo(Outcome.UNKNOWN);
    Observation looked = after(applied(), LOOK, away, 60);
    assertThat(looked.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(looked.digest()).isEqualTo(SPEC.digest());
    assertThat(looked.verb()).isEqualTo("APPLY");
  }

  @Test
  void aLookThatFailsLeavesALostAnswerLost() {
    for (Reason reason : Reason.values()) {
      Observation lost = after(intent(APPLY), APPLY, new Answer.Lost("late"), 5);
      Observation looked = after(lost, LOOK, new Answer.Failed(reason, "no"), 6);
      assertThat(looked.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(looked.again()).isPresent();
      assertThat(looked.since()).isEqualTo(lost.since());
    }
  }

  @Test
  void aDriversDefectDuringAnEffectLeavesItsOutcomeUnknown() {
    Answer defect = new Answer.Failed(Reason.INTERNAL, "oops");
    assertThat(after(intent(APPLY), APPLY, defect, 1).outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void aListThatFailsIsTriedAgainSoonWhateverTheReason() {
    Call list = Call.list(AT, "host");
    for (Reason reason : Reason.values()) {
      Observation failed = after(Observation.NONE, list, new Answer.Failed(reason, "no"), 5);
      assertThat(failed.again()).contains(T0.plusSeconds(6));
    }
  }

  @Test
  void aRefusedChangeIsNotTakenForDoneWhenWhatStandsIsLookedAt() {
    Call other = new Call(AT, "workload", Call.Verb.APPLY, Doc.parse("{\"want\":2}"));
    for (Reason reason : List.of(Reason.INVALID, Reason.NOT_FOUND, Reason.CONFLICT)) {
      Observation refused =
          after(Outcomes.intent(applied(), other, T0), other, new Answer.Failed(reason, "no"), 5);
      Observation looked = after(refused, LOOK, seen(STATE), 60);
      assertThat(looked.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(looked.digest()).isNotEqualTo(other.spec().digest());
      assertThat(looked.present()).isTrue();
      assertThat(looked.failure()).isEqualTo(refused.failure());
      assertThat(Outcomes.isSame(other, looked)).isTrue();
      Observation done = after(Outcomes.intent(looked, other, T0), other, seen(STATE), 90);
      assertThat(done.digest()).isEqualTo(other.spec().digest());
      assertThat(done.isSettled()).isTrue();
    }
  }

  @Test
  void delaysDoubleUpToAMinute() {
    assertThat(Outcomes.backoff(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Outcomes.backoff(4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(Outcomes.backoff(1000)).isEqualTo(Duration.ofSeconds(60));
  }
}
