package org.hansa.platform.wdm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.control.Step;
import org.hansa.platform.api.Instance;
import org.junit.jupiter.api.Test;

class InstancesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Condition ready(Yard yard) {
    return yard.instance(0).condition(Condition.READY).orElseThrow();
  }

  private static void crash(Yard yard, int code) {
    yard.outside.crash(yard.instance(0).uid(), code);
  }

  @Test
  void saysWhatRuns() {
    Yard yard = new Yard().web(1, "{}").run();

    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.status(0).phase()).isEqualTo("Running");
    assertThat(yard.status(0).id()).contains("pid-1");
    assertThat(yard.status(0).started()).isPresent();
    assertThat(yard.status(0).limits()).containsEntry("cpu", "enforced");
    assertThat(yard.instance(0).finalizers()).containsExactly("wdm.instance");
  }

  @Test
  void saysWithWhichCodeItEndedAndStartsItAgainAfterASecond() {
    Yard yard = new Yard().web(1, "{}").run();
    crash(yard, 137);

    yard.drive.pass(Duration.ZERO);
    assertThat(ready(yard).state()).isEqualTo(Condition.State.FALSE);
    assertThat(ready(yard).reason()).isEqualTo("Restarting");
    assertThat(ready(yard).message()).contains("exit code 137");
    assertThat(yard.status(0).phase()).isEqualTo("Restarting");

    yard.drive.pass(SECOND);
    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.status(0).restarts()).isEqualTo(1);
    assertThat(yard.status(0).id()).contains("pid-2");
  }

  @Test
  void isNotStartedAgainIfItWasToRunOnceAndHas() {
    Yard yard = new Yard().web(1, "{'once':true}").run();
    crash(yard, 0);

    yard.drive.pass(Duration.ZERO);
    assertThat(ready(yard).reason()).isEqualTo("Ended");
    assertThat(ready(yard).message()).isEqualTo("ended with exit code 0, and is not started again");
    assertThat(yard.status(0).phase()).isEqualTo(Instance.ENDED);

    yard.outside.objects().keySet().forEach(key -> yard.outside.vanish(key));
    yard.drive.pass(Duration.ofMinutes(10));
    assertThat(yard.status(0).phase()).isEqualTo(Instance.ENDED);
    assertThat(yard.outside.objects()).isEmpty();
    assertThat(new Instances().step(yard.drive.snapshot(), yard.instance(0)).isDone()).isTrue();
  }

  @Test
  void isStartedAgainThoughItWasToRunOnceIfItHasFailed() {
    Yard yard = new Yard().web(1, "{'once':true}").run();
    crash(yard, 1);

    yard.drive.pass(Duration.ZERO);
    yard.drive.pass(SECOND);

    assertThat(yard.status(0).id()).contains("pid-2");
    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void waitsTwiceAsLongAfterEveryEndButAtMostAMinute() {
    Yard yard = new Yard().web(1, "{}").run();
    List<Integer> pauses = new ArrayList<>();
    for (int crash = 0; crash < 9; crash++) {
      crash(yard, 1);
      yard.drive.pass(Duration.ZERO);
      int seconds = 0;
      while (!ready(yard).state().equals(Condition.State.TRUE)) {
        yard.drive.pass(SECOND);
        seconds++;
      }
      pauses.add(seconds);
    }

    assertThat(pauses).containsExactly(1, 2, 4, 8, 16, 32, 60, 60, 60);
  }

  @Test
  void isStartedAgainThoughTheClockWasSetBackMeanwhile() {
    Yard yard = new Yard().web(1, "{}").run();
    crash(yard, 1);
    yard.drive.pass(Duration.ZERO);

    yard.drive.pass(Duration.ofHours(-1));

    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.status(0).restarts()).isEqualTo(1);
  }

  private static Step stepped(Yard yard, Duration again) {
    Observation seen = yard.instance(0).observed("wdm.instance");
    Observation open =
        new Observation(
            seen.endpoint(),
            seen.facet(),
            seen.verb(),
            seen.digest(),
            Observation.Outcome.PROGRESSING,
            seen.since(),
            true,
            seen.state(),
            0,
            Optional.empty(),
            Optional.of(yard.drive.snapshot().now().plus(again)));
    yard.drive.change(new Change.Observed(yard.instance(0).ref(), "wdm.instance", open));
    return new Instances().step(yard.drive.snapshot(), yard.instance(0));
  }

  @Test
  void looksAtWhatTakesLongWhenItsDriverSaysSoUnlessTheClockWasSetBackMeanwhile() {
    Yard yard = new Yard().web(1, "{}").run();

    assertThat(stepped(yard, Duration.ofSeconds(20)).again()).contains(Duration.ofSeconds(20));
    assertThat(stepped(yard, Duration.ofSeconds(20)).call()).isEmpty();
    assertThat(stepped(yard, Duration.ofHours(1)).call())
        .get()
        .extracting(Call::verb)
        .isEqualTo(Call.Verb.OBSERVE);
  }

  /** As long as there is a hold. */
  @Test
  void countsAStartThatIsAskedForButOnce() {
    Yard yard = new Yard().web(1, "{}").run();
    crash(yard, 1);
    yard.drive.pass(Duration.ZERO);
    Instance.Status noted = yard.status(0);
    Instance.Status asked =
        new Instance.Status(
            "Starting",
            noted.id(),
            noted.started(),
            noted.restarts() + 1,
            noted.lastExit(),
            noted.limits());
    yard.drive.change(
        new Change.Status(yard.instance(0).ref(), Doc.of(asked), List.of(ready(yard))));

    Step step = new Instances().step(yard.drive.snapshot(), yard.instance(0));

    assertThat(step.call()).get().extracting(Call::verb).isEqualTo(Call.Verb.APPLY);
    assertThat(step.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Status.class,
            said -> assertThat(said.status().as(Instance.Status.class)).isEqualTo(asked));
  }

  @Test
  void asksToBeSteppedWhenThePauseIsOver() {
    Yard yard = new Yard().web(1, "{}").run();
    crash(yard, 1);
    yard.drive.pass(Duration.ZERO);

    assertThat(new Instances().step(yard.drive.snapshot(), yard.instance(0)).again())
        .contains(SECOND);
  }

  @Test
  void forgivesFormerEndsAfterFiveMinutesOfRunning() {
    Yard yard = new Yard().web(1, "{}").run();
    for (int crash = 0; crash < 3; crash++) {
      crash(yard, 1);
      yard.drive.pass(Duration.ZERO);
      yard.drive.pass(Duration.ofSeconds(60));
    }
    assertThat(yard.status(0).restarts()).isEqualTo(3);

    yard.drive.pass(Duration.ofMinutes(5));
    crash(yard, 1);
    yard.drive.pass(Duration.ZERO);
    yard.drive.pass(SECOND);

    assertThat(yard.status(0).restarts()).isEqualTo(1);
    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void startsAgainWhatHasVanished() {
    Yard yard = new Yard().web(1, "{}").run();
    yard.outside.objects().keySet().forEach(key -> yard.outside.vanish(key));

    yard.drive.pass(Duration.ofSeconds(30));

    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.status(0).id()).contains("pid-2");
  }

  @Test
  void saysUnknownWhileItsEndpointDoesNotAnswerAndDoesNotStartItTwice() {
    Yard yard = new Yard().web(1, "{}").run();
    yard.outside.away(Yard.ENDPOINT, true);
    yard.drive.pass(Duration.ofSeconds(30));

    assertThat(ready(yard).state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready(yard).message()).contains("connection refused");
    assertThat(yard.ready().state()).isEqualTo(Condition.State.UNKNOWN);

    yard.outside.away(Yard.ENDPOINT, false);
    yard.drive.pass(Duration.ofSeconds(30));
    assertThat(yard.status(0).id()).contains("pid-1");
    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void saysUnknownWhileItsEndpointIsNotOpen() {
    Yard yard = new Yard().facets().web(1, "{}").run();

    assertThat(ready(yard).state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready(yard).message()).isEqualTo("Endpoint/system/local is not open for workloads");

    yard.facets("workload").run();
    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void isGoneOnlyWhenNothingRunsAnyMore() {
    Yard yard = new Yard().web(1, "{}").run();
    yard.outside.away(Yard.ENDPOINT, true);
    yard.drive.delete(Yard.WORKLOAD).run();
    assertThat(yard.status(0).phase()).isEqualTo("Stopping");

    yard.outside.away(Yard.ENDPOINT, false);
    yard.run();
    assertThat(yard.outside.objects()).isEmpty();
    assertThat(yard.instances()).isZero();
  }

  @Test
  void stopsOnlyWhenNoConnectionLeadsThereAnyMore() {
    Yard yard = new Yard().web(1, "{}").run().leads(Condition.State.TRUE, 0);
    yard.drive.delete(Yard.WORKLOAD).run();

    assertThat(yard.outside.objects()).hasSize(1);
    assertThat(yard.status(0).phase()).isEqualTo("Stopping");
    assertThat(ready(yard).message()).isEqualTo("is stopped as soon as no connection leads to it");

    yard.leads(Condition.State.FALSE).run();
    assertThat(yard.outside.objects()).isEmpty();
    assertThat(yard.instances()).isZero();
  }

  @Test
  void waitsForConnectionsThatLeadThereTenSecondsAtMost() {
    Yard yard = new Yard().web(1, "{}").run().leads(Condition.State.TRUE, 0);
    yard.drive.delete(Yard.WORKLOAD).run();

    yard.drive.pass(Duration.ofSeconds(9));
    assertThat(yard.outside.objects()).hasSize(1);
    assertThat(new Instances().step(yard.drive.snapshot(), yard.instance(0)).again())
        .contains(SECOND);
    yard.drive.pass(SECOND);
    assertThat(yard.outside.objects()).isEmpty();
  }

  @Test
  void waitsForNoConnectionOfWhichNothingIsKnown() {
    Yard yard = new Yard().web(1, "{}").run().leads(Condition.State.UNKNOWN, 0);

    yard.drive.delete(Yard.WORKLOAD).run();

    assertThat(yard.outside.objects()).isEmpty();
  }

  @Test
  void isChangedWhenItsCallersAreLedToAnother() {
    Yard yard = new Yard().web(2, "{}").run().leads(Condition.State.TRUE, 0, 1);
    yard.web(2, "{'env':{'A':'2'}}").run();

    assertThat(ready(yard).reason()).isEqualTo("Changing");
    assertThat(yard.status(0).id()).contains("pid-1");

    yard.leads(Condition.State.TRUE, 1).run();
    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.status(0).id()).contains("pid-3");
    assertThat(yard.status(1).id()).contains("pid-2");

    yard.leads(Condition.State.TRUE, 0).run();
    assertThat(yard.status(1).id()).contains("pid-4");
    assertThat(yard.ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void isChangedAtOnceWhenItsCallersHaveNowhereElseToGo() {
    Yard yard = new Yard().web(1, "{}").run().leads(Condition.State.TRUE, 0);

    yard.web(1, "{'env':{'A':'2'}}").run();

    assertThat(yard.status(0).id()).contains("pid-2");
    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void asksTheDriverForTheLastLines() {
    Yard yard = new Yard().web(1, "{}").run();
    Function.Read read =
        new Logs()
            .reply(yard.drive.snapshot(), yard.instance(0), Map.of("lines", "7"))
            .read()
            .orElseThrow();

    assertThat(read)
        .isEqualTo(
            new Function.Read(
                Yard.ENDPOINT, "workload", yard.instance(0).uid(), "logs", Map.of("lines", "7")));
    Logs logs = new Logs();
    for (String bad : List.of("0", "10001", "-1", "many", "")) {
      assertThatThrownBy(() -> Argument.checked(logs.arguments(), Map.of("lines", bad)))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("lines '" + bad + "'");
    }
    assertThatThrownBy(() -> Argument.checked(logs.arguments(), Map.of("line", "7")))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.cure()).isEqualTo("Maybe 'lines' was meant."));
    assertThat(Argument.checked(logs.arguments(), Map.of("after", "")))
        .isEqualTo(Map.of("lines", "100", "after", ""));
  }
}
