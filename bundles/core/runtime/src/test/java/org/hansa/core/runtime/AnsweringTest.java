package org.hansa.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Call;
import org.hansa.core.driver.DriverException.Reason;
import org.junit.jupiter.api.Test;

/** What an endpoint says of itself while what is behind it comes and goes. */
class AnsweringTest {

  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Call LIST = Call.list(World.AT, "box");

  private final Map<String, Observation> observed = new TreeMap<>();

  private void answered(String by, Instant at) {
    heard(by, new Answer.Seen(Optional.of(Doc.EMPTY), Optional.empty()), at);
  }

  private void failed(String by, Reason reason, Instant at) {
    heard(by, new Answer.Failed(reason, "the line is dead"), at);
  }

  private void heard(String by, Answer answer, Instant at) {
    Observation before = observed.getOrDefault(by, Observation.NONE);
    observed.put(by, Outcomes.after(before, LIST, answer, at, Duration.ZERO));
  }

  private Optional<Condition> said() {
    Resource endpoint =
        Resource.fresh(
            Draft.of(
                World.AT,
                Doc.of(new Endpoint.Spec("fake", "here", Optional.of(Map.of()), Optional.empty()))),
            "uid",
            NOON,
            Optional.empty());
    for (Map.Entry<String, Observation> each : observed.entrySet()) {
      endpoint = endpoint.withObserved(each.getKey(), each.getValue());
    }
    return Answering.trouble(endpoint, NOON.plus(MINUTE.multipliedBy(9)));
  }

  @Test
  void isWellUntilItWasAskedAndWhileItAnswers() {
    assertThat(said()).isEmpty();
    answered("hosts", NOON);
    assertThat(said()).isEmpty();
  }

  @Test
  void isUnknownFromTheFirstThatGetsNoAnswerToTheFirstThatDoes() {
    answered("hosts", NOON);
    answered("orphans", NOON);
    failed("orphans", Reason.UNAVAILABLE, NOON.plus(MINUTE));
    assertThat(said().orElseThrow().state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(said().orElseThrow().message()).contains("the line is dead");

    failed("hosts", Reason.UNAVAILABLE, NOON.plus(MINUTE.multipliedBy(2)));
    failed("orphans", Reason.UNAVAILABLE, NOON.plus(MINUTE.multipliedBy(3)));
    assertThat(said()).isPresent();

    answered("hosts", NOON.plus(MINUTE.multipliedBy(4)));
    assertThat(said()).as("the other was not asked again yet").isEmpty();
  }

  @Test
  void whatIsRefusedIsAnAnswer() {
    failed("hosts", Reason.INTERNAL, NOON);
    assertThat(said()).isEmpty();
  }
}
