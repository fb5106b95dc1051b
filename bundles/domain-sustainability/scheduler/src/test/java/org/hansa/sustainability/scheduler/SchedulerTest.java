package org.hansa.sustainability.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Site;
import org.hansa.sustainability.api.EnergySeries;
import org.hansa.sustainability.api.Job;
import org.junit.jupiter.api.Test;

class SchedulerTest {

  private static Tide north() {
    return new Tide().site("north", 4).forecast("north", 300, 200, 100, 200, 300, 300);
  }

  @Test
  void waitsForItsBestHourAndReservesNothingUntilThen() {
    Tide tide = north().job("{}").run();

    assertThat(tide.status().phase()).isEqualTo(Job.Phase.WAITING);
    assertThat(tide.slots(tide.status().planned())).containsExactly("2@north");
    assertThat(tide.ready().state()).isEqualTo(Condition.State.TRUE);
    assertThat(tide.ready().message())
        .isEqualTo(
            "runs 1 hour from 2026-01-01T02:00:00Z at north; saves 200 gCO2e (66.67 %)"
                + " against running at once");
    assertThat(tide.whys()).contains(tide.ready().message().substring("runs ".length()));
    assertThat(tide.status().expected().orElseThrow().grams().orElseThrow())
        .isEqualByComparingTo("100");
    assertThat(tide.application()).isEmpty();
    assertThat(tide.reservations()).isZero();
  }

  @Test
  void asksToBeLookedAtEachHourAndWhenItsOwnHasCome() {
    Tide tide = north().job("{}").run();
    Scheduler scheduler = new Scheduler();

    assertThat(scheduler.step(tide.drive.snapshot(), tide.drive.get(Tide.JOB)).again())
        .contains(Duration.ofHours(1));
  }

  @Test
  void runsOnceWhenItsHourHasCome() {
    Tide tide = north().job("{}").run().until(1);
    assertThat(tide.application()).isEmpty();

    tide.until(2);
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    assertThat(tide.ready().message()).isEqualTo("runs at north");
    assertThat(tide.instance().site()).isEqualTo("north");
    assertThat(tide.instance().once()).contains(true);
    assertThat(tide.status().began()).contains(Tide.hour(2));
  }

  @Test
  void goesWhereTheHourIsBestAndIsPlacedThere() {
    Tide tide =
        north()
            .site("south", 4)
            .forecast("south", 300, 90, 300)
            .job("{'sites':['north','south']}")
            .run();
    assertThat(tide.slots(tide.status().planned())).containsExactly("1@south");

    tide.until(1);
    assertThat(tide.instance().site()).isEqualTo("south");
  }

  @Test
  void leavesNothingWhenItHasEndedAndTellsWhatItSavedOnceThatWasMeasured() {
    Tide tide = north().job("{}").run().until(2).ends(0).run();

    assertThat(tide.status().phase()).isEqualTo(Job.Phase.ENDED);
    assertThat(tide.ready().reason()).isEqualTo("Ended");
    assertThat(tide.status().realised()).isEmpty();
    assertThat(tide.application()).isEmpty();
    assertThat(tide.reservations()).isZero();
    assertThat(tide.outside.objects()).isEmpty();

    tide.measured("north", 310, 200, 124).run();
    Job.Estimate realised = tide.status().realised().orElseThrow();
    assertThat(realised.carbonPercent().orElseThrow()).isEqualByComparingTo("60");
    assertThat(realised.gramsSaved().orElseThrow()).isEqualByComparingTo("186");
    assertThat(tide.ready().message()).contains("it saved 186 gCO2e (60.00 %)");
    assertThat(tide.status().expected().orElseThrow().grams().orElseThrow())
        .isEqualByComparingTo("100");
    tide.until(9);
    assertThat(tide.application()).isEmpty();
  }

  @Test
  void isStartedAgainWhereItFails() {
    Tide tide = north().job("{}").run().until(2).ends(1);
    tide.drive.pass(Duration.ofSeconds(2));

    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    assertThat(tide.outside.objects()).hasSize(1);
  }

  @Test
  void isAsWellAsWhatItRuns() {
    Tide tide = north().job("{}").run().until(2);
    tide.ends(1);
    assertThat(tide.ready().state()).isEqualTo(Condition.State.FALSE);
    assertThat(tide.ready().reason()).isEqualTo("Restarting");
    assertThat(tide.ready().message())
        .isEqualTo("runs at north: ended with exit code 1; restarts so far: 0");

    tide.drive.pass(Duration.ofSeconds(2));
    assertThat(tide.ready().state()).isEqualTo(Condition.State.TRUE);
    assertThat(tide.ready().message()).isEqualTo("runs at north; started again after failing, 1x");

    Ref endpoint = new Ref(Endpoint.KIND, "system", "north");
    tide.outside.away(endpoint, true);
    tide.drive.pass(Duration.ofMinutes(1));
    assertThat(tide.ready().state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(tide.ready().reason()).isEqualTo("NoAnswer");

    tide.outside.away(endpoint, false);
    tide.drive.pass(Duration.ofMinutes(1));
    assertThat(tide.ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void doesNotGetOnWhereItsApplicationDoesNot() {
    Tide tide = north().job("{}").run().until(2);
    Condition stuck = Condition.yes(Condition.STALLED, "Refused", "it is stuck", Tide.START);
    Ref ref = new Ref(Application.KIND, "acme", "night");
    tide.drive.change(new Change.Status(ref, tide.drive.get(ref).status(), List.of(stuck)));
    tide.run();

    assertThat(tide.ready().state()).isEqualTo(Condition.State.FALSE);
    assertThat(tide.ready().reason()).isEqualTo("Stalled");
    assertThat(tide.ready().message()).isEqualTo("runs at north: it is stuck");
  }

  @Test
  void hasNotEndedWhereNobodyKnowsHowItDidUntilItWasRetried() {
    Tide tide = north().job("{}").run().until(2);
    Ref ref = new Ref(Instance.KIND, "acme", "night.train.0");
    tide.outside.ends(tide.drive.get(ref).uid(), Optional.empty());
    tide.drive.pass(Duration.ofMinutes(1));

    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    assertThat(tide.ready().state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(tide.ready().reason()).isEqualTo(Instance.EXIT_UNKNOWN);
    assertThat(tide.ready().message()).contains("hansa:retry -t acme Instance night.train.0");

    tide.drive.change(new Change.Retry(ref));
    tide.drive.pass(Duration.ofSeconds(2));
    assertThat(tide.ready().state()).isEqualTo(Condition.State.TRUE);
    tide.ends(0).run();
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.ENDED);
  }

  @Test
  void doesNotSayThatItHasRunWhereNothingWasToRun() {
    Tide tide =
        new Tide()
            .site("north", 4)
            .job(
                "{'application':{'components':[{'name':'train','runtime':'process',"
                    + "'command':['train'],'replicas':0}]}}")
            .run();

    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    assertThat(tide.ready().state()).isEqualTo(Condition.State.FALSE);
    assertThat(tide.ready().reason()).isEqualTo("NothingToRun");
  }

  @Test
  void goesOnThoughItsPlaceIsRefusedAsLongAsItHasIt() {
    Tide tide =
        north()
            .job(
                "{'application':{'components':[{'name':'train','runtime':'process','command':"
                    + "['train'],'requires':{'cpu':1,'jurisdictions':['DE']}}]},'duration':'PT3H'}")
            .run()
            .until(1);
    assertThat(tide.ready().reason()).isEqualTo("Running");

    tide.put(new Ref(Site.KIND, "system", "north"), "{'provider':'own','jurisdiction':'FR'}").run();
    assertThat(tide.ready().state()).isEqualTo(Condition.State.FALSE);
    assertThat(tide.ready().reason()).isEqualTo("NoPlace");
    assertThat(tide.ready().message()).startsWith("goes on at north, and what it asks for");

    tide.until(2);
    assertThat(tide.application()).isPresent();
    assertThat(tide.outside.objects()).hasSize(1);
    tide.ends(0).run();
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.ENDED);
  }

  @Test
  void followsTheNewestForecast() {
    Tide tide = north().job("{}").run().until(1);

    tide.forecast("north", 300, 200, 500, 400, 50).run();

    assertThat(tide.slots(tide.status().planned())).containsExactly("4@north");
  }

  @Test
  void takesAllForecastsTogetherWhereTheirErrorsAreIndependent() {
    Tide tide = new Tide().site("north", 4);
    tide.independent = true;
    tide.forecast("north", 300, 300, 140, 100).job("{}").run();
    assertThat(tide.slots(tide.status().planned())).containsExactly("3@north");
    tide.drive.pass(Duration.ofMinutes(10));
    tide.forecast("north", 300, 300, 100, 120).run();
    assertThat(tide.slots(tide.status().planned())).containsExactly("3@north");
    tide.drive.pass(Duration.ofMinutes(10));

    tide.forecast("north", 300, 300, 90, 120).run();
    assertThat(tide.slots(tide.status().planned())).containsExactly("2@north");
    assertThat(tide.status().expected().orElseThrow().grams().orElseThrow())
        .isEqualByComparingTo("110");

    tide.independent = false;
    tide.forecast("north", 300, 300, 120, 90).run();
    assertThat(tide.slots(tide.status().planned())).containsExactly("3@north");
    assertThat(tide.series("north").status().as(EnergySeries.Status.class).hours()).isEmpty();
  }

  @Test
  void runsInHoursApartAndFreesItsPlaceBetween() {
    Tide tide =
        new Tide()
            .site("north", 4)
            .forecast("north", 300, 100, 300, 100, 300)
            .job("{'duration':'PT2H','interruptible':true}")
            .run();
    assertThat(tide.slots(tide.status().planned())).containsExactly("1@north", "3@north");

    tide.until(1);
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    tide.until(2);
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.PAUSED);
    assertThat(tide.application()).isEmpty();
    assertThat(tide.reservations()).isZero();
    tide.until(3);
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    assertThat(tide.slots(tide.status().ran())).containsExactly("1@north", "3@north");
    tide.ends(0).run();
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.ENDED);
    assertThat(tide.status().began()).contains(Tide.hour(1));
  }

  @Test
  void movesToAnotherSiteWhereThatIsBetter() {
    Tide tide =
        new Tide()
            .site("north", 4)
            .site("south", 4)
            .forecast("north", 100, 300, 300)
            .forecast("south", 300, 100, 300)
            .job("{'duration':'PT2H','interruptible':true,'sites':['north','south']}")
            .run();
    assertThat(tide.instance().site()).isEqualTo("north");

    tide.until(1).run();
    assertThat(tide.instance().site()).isEqualTo("south");
    assertThat(tide.slots(tide.status().ran())).containsExactly("0@north", "1@south");
  }

  /** Each hour everything is forecast to be different. */
  @Test
  void keepsItsDeadlineHoweverWrongTheForecastsAre() {
    Random random = new Random(9);
    for (int n = 0; n < 6; n++) {
      Tide tide =
          new Tide()
              .site("north", 4)
              .forecast("north", random.doubles(14, 1, 900).toArray())
              .job("{'duration':'PT" + (1 + n % 4) + "H','interruptible':" + (n % 2 == 0) + "}")
              .run();
      int hour = 0;
      while (tide.status().ran().size() < 1 + n % 4 && hour < 24) {
        hour++;
        tide.forecast("north", random.doubles(14, 1, 900).toArray()).until(hour);
      }

      assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
      assertThat(tide.ready().reason()).isEqualTo("Running");
      assertThat(hour + 1).isLessThanOrEqualTo(12);
    }
  }

  /** Its slack of five minutes costs five minutes of the window, and not an hour. */
  @Test
  void beginsAsLateAsItMayWhereThatIsBest() {
    Tide tide =
        new Tide()
            .site("north", 4)
            .forecast("north", 300, 300, 300, 100)
            .job("{'deadline':'2026-01-01T04:00:00Z'}")
            .run();
    assertThat(tide.status().planned().get(0).at()).isEqualTo("2026-01-01T02:55:00Z");
    tide.drive.pass(Duration.ofMinutes(174));
    assertThat(tide.application()).isEmpty();
    tide.drive.pass(Duration.ofSeconds(61));
    assertThat(tide.ready().reason()).isEqualTo("Running");

    tide =
        new Tide()
            .site("north", 4)
            .forecast("north", 300, 300, 300, 100)
            .job("{'deadline':'2026-01-01T04:00:00Z','duration':'PT55M'}")
            .run();
    assertThat(tide.status().planned().get(0).at()).isEqualTo(Tide.hour(3));
  }

  @Test
  void runsAtOnceWhereNothingIsForecast() {
    Tide tide = new Tide().site("north", 4).job("{}").run();

    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    assertThat(tide.whys()).anyMatch(w -> w.contains("what that saves is not known"));
  }

  @Test
  void saysThatADeadlineCannotBeKeptAndRunsAtOnce() {
    Tide tide = north().job("{'duration':'PT13H'}").run();

    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    assertThat(tide.ready().state()).isEqualTo(Condition.State.FALSE);
    assertThat(tide.ready().reason()).isEqualTo("TooLate");
    assertThat(tide.ready().message())
        .contains("it needs PT13H", "must have ended at 2026-01-01T12:00:00Z");
  }

  @Test
  void isPlannedByFullHoursThoughItWasMadeBetween() {
    Tide tide = new Tide().site("north", 4).forecast("north", 300, 200, 100, 200);
    tide.drive.pass(Duration.ofMinutes(20));

    tide.job("{}").run();
    assertThat(tide.status().planned().get(0).at()).isEqualTo(Tide.hour(2));
  }

  @Test
  void saysThatItsSlackIsGone() {
    Tide tide = north().job("{'duration':'PT50M','deadline':'2026-01-01T00:45:00Z'}").run();

    assertThat(tide.status().phase()).isEqualTo(Job.Phase.RUNNING);
    assertThat(tide.ready().reason()).isEqualTo("TooLate");
    assertThat(tide.ready().message())
        .isEqualTo(
            "it needs PT50M and a slack of PT5M from 2026-01-01T00:00:00Z on, and must have ended"
                + " at 2026-01-01T00:45:00Z");
  }

  @Test
  void isLateAndNotEndedIfItTakesLongerThanItSaid() {
    Tide tide = north().job("{'deadline':'2026-01-01T03:30:00Z'}").run().until(2).until(3);
    assertThat(tide.ready().reason()).isEqualTo("Running");

    tide.until(4);
    assertThat(tide.ready().reason()).isEqualTo("Late");
    assertThat(tide.application()).isPresent();
    tide.ends(0).run();
    assertThat(tide.ready().reason()).isEqualTo("Late");
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.ENDED);
  }

  @Test
  void takesAnotherOfItsSitesWhereThereIsNoRoom() {
    Tide tide =
        new Tide()
            .site("north", 4)
            .site("south", 0)
            .forecast("north", 300, 300)
            .forecast("south", 100, 300)
            .job("{'sites':['north','south']}")
            .run();

    assertThat(tide.instance().site()).isEqualTo("north");
    assertThat(tide.slots(tide.status().ran())).containsExactly("0@north");
    assertThat(tide.ready().reason()).isEqualTo("Running");
  }

  @Test
  void saysThatItHasNoPlace() {
    Tide tide = new Tide().site("north", 0).forecast("north", 100, 300).job("{}").run();

    assertThat(tide.ready().reason()).isEqualTo("NoPlace");
    assertThat(tide.ready().message()).contains("has no place");
  }

  @Test
  void hasNoPlaceEitherWhileItsApplicationYields() {
    Tide tide = new Tide().site("north", 0).forecast("north", 100, 300).job("{}").run();
    Resource run = tide.application().orElseThrow();
    Condition yields = Condition.no("Placed", "Yields", "another comes first", Tide.START);
    tide.drive.change(new Change.Status(run.ref(), run.status(), List.of(yields)));

    assertThat(tide.step().changes())
        .filteredOn(c -> c instanceof Change.Status)
        .flatExtracting(c -> ((Change.Status) c).conditions())
        .extracting(c -> c.reason() + ": " + c.message())
        .contains("NoPlace: another comes first");
  }

  @Test
  void hasNotRunInAnHourInWhichItHadNoPlace() {
    Tide tide = new Tide().site("north", 0).forecast("north", 100, 300, 200, 300).job("{}").run();
    assertThat(tide.slots(tide.status().ran())).containsExactly("0@north");

    tide.until(1);
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.WAITING);
    assertThat(tide.status().ran()).isEmpty();
    assertThat(tide.slots(tide.status().planned())).containsExactly("2@north");
    assertThat(tide.application()).isEmpty();
  }
}
