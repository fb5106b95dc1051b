package org.hansa.sustainability.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.hansa.core.api.Ref;
import org.hansa.sustainability.api.Job;
import org.junit.jupiter.api.Test;

/** A surplus of 1 kW in hour 1, among hours of 300, 300 and 200 gCO2e. */
class SharedTest {

  private static final Ref OTHER = new Ref(Job.KIND, "acme", "other");

  private static Tide tide(int clean) {
    return new Tide()
        .site("north", 4)
        .put(
            new Ref("EnergySeries", "system", "north"),
            "{'source':'t','issued':'2026-01-01T00:00:00Z','hours':["
                + "{'at':'%s','gramsPerKwh':300,'surplusWatts':0},".formatted(Tide.hour(0))
                + "{'at':'%s','gramsPerKwh':300,'surplusWatts':1000},".formatted(Tide.hour(1))
                + "{'at':'%s','gramsPerKwh':%d,'surplusWatts':0}]}".formatted(Tide.hour(2), clean));
  }

  private static Tide other(Tide tide, String watts) {
    String spec = tide.drive.get(Tide.JOB).spec().toString();
    return tide.put(OTHER, spec.replace("\"watts\":1000", "\"watts\":" + watts));
  }

  private static String first(Tide tide, Ref job) {
    Job.Status status = tide.drive.get(job).status().as(Job.Status.class);
    return tide.slots(status.planned().isEmpty() ? status.ran() : status.planned()).get(0);
  }

  @Test
  void aSecondOneTakesAnHourThatIsBetterThanHalfTheSurplus() {
    Tide tide = other(tide(100).job("{}").run(), "1000").run();

    assertThat(first(tide, Tide.JOB)).isEqualTo("1@north");
    assertThat(first(tide, OTHER)).isEqualTo("2@north");
  }

  @Test
  void noneTakesItAllByWhatItSaysItDraws() {
    Tide tide = other(tide(400).job("{}").run(), "1000000000").run();
    assertThat(first(tide, OTHER)).isEqualTo("1@north");

    assertThat(first(tide, Tide.JOB)).isEqualTo("1@north");
    assertThat(tide.status().expected().orElseThrow().grams().orElseThrow())
        .isEqualByComparingTo("150");
  }

  @Test
  void whatHasEndedOrHasNoPlaceHasNothingOfIt() {
    Tide tide = tide(100).job("{'earliest':'2026-01-01T01:00:00Z'}").run().until(1).ends(0).run();
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.ENDED);

    other(tide, "1000").run();
    assertThat(first(tide, OTHER)).isEqualTo("1@north");
  }
}
