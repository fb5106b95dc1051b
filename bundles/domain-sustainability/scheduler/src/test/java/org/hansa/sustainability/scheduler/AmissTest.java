package org.hansa.sustainability.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.orchestration.api.Application;
import org.hansa.sustainability.api.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmissTest {

  private static Tide north() {
    return new Tide().site("north", 4).forecast("north", 300, 200, 100, 200, 300, 300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'sites':[]}; at least one",
        "{'duration':'PT0S'}; between PT1M and P7D",
        "{'duration':'P8D'}; between PT1M and P7D",
        "{'deadline':'2025-01-01T00:00:00Z'}; after 2026-01-01T00:00:00Z",
        "{'deadline':'+1000000000-12-31T23:59:59.999999999Z'}; between 2023-01-02T00:00:00Z and",
        "{'deadline':'2099-01-01T00:00:00Z'}; 2028-12-31T00:00:00Z",
        "{'earliest':'-1000000000-01-01T00:00:00Z'}; between 2023-01-02T00:00:00Z and",
        "{'usual':'+1000000000-12-31T23:00:00Z'}; between 2023-01-02T00:00:00Z and",
        "{'slack':'PT-1S'}; between PT0S and P14D",
        "{'slack':'PT2562047788015215H'}; between PT0S and P14D",
        "{'weights':{'carbon':0,'cost':0}}; a choice",
        "{'application':{'components':[]}}; something that runs"
      })
  void saysWhatMakesNoSenseAndLooksAgain(String patch, String rule) {
    Tide tide = north().job(patch.replace('"', '\''));
    assertThat(tide.step().again()).as(patch).contains(Duration.ofMinutes(1));

    tide.run();
    assertThat(tide.ready().state()).isEqualTo(Condition.State.FALSE);
    assertThat(tide.ready().reason()).isEqualTo("Invalid");
    assertThat(tide.ready().message()).contains(rule);
    tide.job("{}").run();
    assertThat(tide.ready().reason()).isEqualTo("Waiting");
  }

  @Test
  void oneThatMakesNoSenseBreaksNoOthersPlan() {
    Tide tide = north();
    tide.put(
            new Ref(Job.KIND, "acme", "odd"),
            "{'application':{'components':[]},'duration':'PT1H','watts':1,'sites':['north'],"
                + "'deadline':'+1000000000-12-31T23:59:59Z','slack':'PT2562047788015215H'}")
        .job("{}")
        .run();
    assertThat(tide.slots(tide.status().planned())).containsExactly("2@north");
  }

  @Test
  void waitsWhileItsNameIsAnothers() {
    Tide tide = north();
    Ref application = new Ref(Application.KIND, "acme", "night");
    tide.put(
            application,
            "{'components':[{'name':'web','runtime':'process','command':['web'],"
                + "'requires':{'cpu':1}}]}")
        .job("{}");
    assertThat(tide.step().again()).contains(Duration.ofMinutes(1));
    tide.run();
    assertThat(tide.ready().reason()).isEqualTo("NameTaken");
    assertThat(tide.ready().message()).contains("does not belong to this job");

    tide.drive.delete(application).pass(Duration.ofMinutes(1));
    assertThat(tide.ready().reason()).isEqualTo("Waiting");
  }

  @Test
  void oneThatRunsIsClearedAwayThoughItMakesNoSenseAnyMore() {
    Tide tide = north().job("{}").run().until(2).job("{'slack':'PT-1S'}").run();
    assertThat(tide.ready().reason()).isEqualTo("Invalid");
    assertThat(tide.application()).isPresent();

    tide.ends(0).run();
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.ENDED);
    assertThat(tide.ready().reason()).isEqualTo("Ended");
    assertThat(tide.application()).isEmpty();
    assertThat(tide.reservations()).isZero();
  }

  @Test
  void whatAComponentSaysOfItsSitesCounts() {
    Tide tide =
        north()
            .site("south", 4)
            .forecast("south", 90, 90, 90, 90)
            .job(
                "{'sites':['south','north'],'application':{'components':[{'name':'train',"
                    + "'runtime':'process','command':['train'],"
                    + "'requires':{'cpu':1,'sites':['north','east']}}]}}")
            .run();
    assertThat(tide.slots(tide.status().planned())).containsExactly("2@north");
    tide.until(2);
    assertThat(tide.instance().site()).isEqualTo("north");

    tide =
        north()
            .job(
                "{'application':{'components':[{'name':'train','runtime':'process',"
                    + "'command':['train'],'requires':{'cpu':1,'sites':['east']}}]}}")
            .run();
    assertThat(tide.ready().reason()).isEqualTo("Invalid");
    assertThat(tide.ready().message()).contains("requires.sites");
  }
}
