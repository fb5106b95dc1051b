package org.hansa.platform.wdm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Workload;
import org.junit.jupiter.api.Test;

/** What is to run once is not run twice, whatever is lost of it. */
class RunsOnceTest {

  private static final Ref INSTANCE = new Ref(Instance.KIND, "acme", "shop.web.0");

  private static Yard once(String patch) {
    return new Yard().web(1, patch).run();
  }

  private static Condition ready(Yard yard) {
    return yard.instance(0).condition(Condition.READY).orElseThrow();
  }

  private static Yard ends(Yard yard, Optional<Integer> code) {
    yard.outside.ends(yard.instance(0).uid(), code);
    yard.drive.pass(Duration.ZERO);
    return yard;
  }

  private static void vanish(Yard yard) {
    yard.outside.objects().keySet().forEach(key -> yard.outside.vanish(key));
    yard.drive.pass(Duration.ofMinutes(10));
  }

  private static void retry(Yard yard) {
    yard.drive.change(new Change.Retry(INSTANCE));
    yard.drive.pass(Duration.ofSeconds(2));
  }

  private static void assertUnknown(Yard yard) {
    assertThat(ready(yard).state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready(yard).reason()).isEqualTo("ExitUnknown");
    assertThat(ready(yard).message())
        .endsWith("hansa:retry -t acme Instance shop.web.0 starts it anew");
    assertThat(yard.status(0).phase()).isEqualTo(Instance.EXIT_UNKNOWN);
    assertThat(yard.ready().state()).isEqualTo(Condition.State.UNKNOWN);
  }

  @Test
  void isNotStartedAgainWhereHowItEndedIsNotKnownUntilItIsRetried() {
    Yard yard = ends(once("{'once':true}"), Optional.empty());
    yard.drive.pass(Duration.ofMinutes(10));
    assertUnknown(yard);
    assertThat(ready(yard).message())
        .startsWith("it has ended, and with which exit code is not known; it was to run once");

    retry(yard);
    assertThat(ready(yard).state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.status(0).id()).contains("pid-2");

    ends(yard, Optional.empty());
    assertUnknown(yard);
  }

  @Test
  void isNotStartedAgainWhereItRanAndIsGoneUntilItIsRetried() {
    Yard yard = once("{'once':true}");
    vanish(yard);
    assertUnknown(yard);
    assertThat(ready(yard).message()).startsWith("it ran, and is gone; it was to run once");
    assertThat(yard.outside.objects()).isEmpty();

    retry(yard);
    assertThat(yard.status(0).id()).contains("pid-2");
  }

  @Test
  void staysEndedWhenWhatIsLeftOfItVanishesAlsoIfThatIsSeen() {
    Yard yard = ends(once("{'once':true}"), Optional.of(0));
    Observation seen = yard.instance(0).observed(Running.CONTROLLER);
    vanish(yard);
    assertThat(yard.instance(0).observed(Running.CONTROLLER).digest()).isEmpty();
    assertThat(seen.digest()).isNotEmpty();

    assertThat(yard.status(0).phase()).isEqualTo(Instance.ENDED);
    assertThat(yard.outside.objects()).isEmpty();
    retry(yard);
    assertThat(yard.outside.objects()).isEmpty();
  }

  @Test
  void staysAsItEndedWhenItsPlaceMoves() {
    for (Optional<Integer> code : List.of(Optional.of(0), Optional.<Integer>empty())) {
      Yard yard = ends(once("{'once':true}"), code);
      String phase = yard.status(0).phase();
      Workload.Slot slot = yard.place(0, Map.of());
      yard.slots(
          List.of(
              new Workload.Slot(
                  slot.name(), slot.host(), "else", Map.of("http", 20_077), "moved")));
      yard.run().drive.pass(Duration.ofMinutes(1));

      assertThat(yard.workload(0).ports()).containsEntry("http", 20_077);
      assertThat(yard.status(0).phase()).isEqualTo(phase);
      assertThat(yard.outside.objects()).hasSize(1);
      assertThat(yard.status(0).once().orElseThrow().generation())
          .isEqualTo(code.isPresent() ? 1 : 2);
    }
  }

  @Test
  void runsAnewWhenSomethingElseIsAskedFor() {
    for (Optional<Integer> code : List.of(Optional.of(0), Optional.<Integer>empty())) {
      Yard yard = ends(once("{'once':true}"), code);
      yard.web(1, "{'once':true,'env':{'A':'2'}}").run();

      assertThat(yard.status(0).phase()).isEqualTo("Running");
      assertThat(yard.status(0).id()).contains("pid-2");
    }
  }

  @Test
  void aStartWhoseAnswerWasLostIsKnownByWhatItMade() {
    Yard yard = once("{'once':true}");
    yard.outside.ends(yard.instance(0).uid(), Optional.of(0));
    Observation was = yard.instance(0).observed(Running.CONTROLLER);
    Observation forgotten =
        new Observation(
            was.endpoint(),
            was.facet(),
            was.verb(),
            "",
            was.outcome(),
            was.since(),
            true,
            yard.outside.objects().values().iterator().next(),
            0,
            Optional.empty(),
            Optional.empty());
    yard.drive.change(new Change.Observed(INSTANCE, Running.CONTROLLER, forgotten));
    yard.run();

    assertThat(yard.status(0).phase()).isEqualTo(Instance.ENDED);
    assertThat(yard.ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void isStartedAgainByItselfIfItHasFailed() {
    Yard yard = ends(once("{'once':true}"), Optional.of(1));
    yard.drive.pass(Duration.ofSeconds(1));

    assertThat(yard.status(0).id()).contains("pid-2");
  }

  @Test
  void whatHasEndedWellIsDone() {
    Yard yard = new Yard().web(2, "{'once':true}").run();
    ends(yard, Optional.of(0));
    assertThat(yard.ready().state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.ready().reason()).isEqualTo("Ready");
    assertThat(yard.ready().message()).isEqualTo("2 of 2 replicas are ready; 1 has ended well");

    yard.outside.ends(yard.instance(1).uid(), Optional.of(0));
    yard.drive.pass(Duration.ZERO);
    assertThat(yard.ready().state()).isEqualTo(Condition.State.TRUE);
    assertThat(yard.ready().reason()).isEqualTo("Ended");
    assertThat(yard.ready().message()).isEqualTo("all 2 replicas have ended well");
    assertThat(yard.count()).contains(2);
  }

  @Test
  void aRolloutGoesOnWhenTheChangedHasEnded() {
    Yard yard = new Yard().web(2, "{'once':true}").run();
    yard.web(2, "{'once':true,'command':['new']}");
    yard.drive.step(new Wdm(), Yard.WORKLOAD);
    yard.drive.step(new Instances(), INSTANCE);
    yard.outside.ends(yard.instance(0).uid(), Optional.of(0));
    yard.drive.pass(Duration.ZERO);

    assertThat(yard.status(0).phase()).isEqualTo(Instance.ENDED);
    assertThat(yard.runs(1).workload().command()).containsExactly("new");
  }
}
