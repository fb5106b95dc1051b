package org.hansa.sustainability.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hansa.core.api.Ref;
import org.hansa.sustainability.api.Job;
import org.junit.jupiter.api.Test;

/** What a job is said to have saved is what it has saved. */
class RealisedTest {

  private static Tide north() {
    return new Tide().site("north", 4).forecast("north", 300, 200, 100, 200, 300, 300);
  }

  private static Tide from(Tide tide, int hour, boolean measured, int... grams) {
    StringBuilder hours = new StringBuilder();
    for (int i = 0; i < grams.length; i++) {
      hours.append(i == 0 ? "" : ",");
      hours.append("{'at':'" + Tide.hour(hour + i) + "','gramsPerKwh':" + grams[i]);
      hours.append(",'measured':" + measured + "}");
    }
    return tide.put(
        new Ref("EnergySeries", "system", "north"),
        "{'source':'t','issued':'" + tide.drive.snapshot().now() + "','hours':[" + hours + "]}");
  }

  private static Job.Estimate realised(Tide tide) {
    return tide.status().realised().orElseThrow();
  }

  @Test
  void againstSoManyHoursAtOnceAsItReallyRan() {
    Tide tide = north().job("{'duration':'PT3H'}").run().until(1).ends(0).run();
    assertThat(tide.slots(tide.status().hours())).containsExactly("1@north");

    tide.measured("north", 300, 200, 100, 200, 300).run();
    assertThat(realised(tide).grams().orElseThrow()).isEqualByComparingTo("200");
    assertThat(realised(tide).gramsSaved().orElseThrow()).isEqualByComparingTo("100");
  }

  @Test
  void withTheTimeThatItTookBeyondWhatItSaid() {
    Tide tide = north().job("{}").run().until(2).until(3);
    tide.drive.pass(Duration.ofMinutes(30));
    tide.ends(0).run();
    assertThat(tide.slots(tide.status().hours())).containsExactly("2@north", "3@north");

    // 1 kWh of 100 g and half a one of 200 g; at once one of 300 g and half a one of 200 g.
    tide.measured("north", 300, 200, 100, 200, 300).run();
    assertThat(realised(tide).grams().orElseThrow()).isEqualByComparingTo("200");
    assertThat(realised(tide).gramsSaved().orElseThrow()).isEqualByComparingTo("200");
  }

  @Test
  void withWhatALostRunTook() {
    Tide tide = north().job("{'duration':'PT3H'}").run().until(1).until(2);
    tide.forecast("north", 300, 200, 900, 900, 900, 50, 50, 50);
    tide.drive.delete(new Ref("Application", "acme", "night")).run();
    assertThat(tide.status().phase()).isEqualTo(Job.Phase.WAITING);
    tide.until(5).until(6).until(7).until(8).ends(0).run();
    assertThat(tide.slots(tide.status().ran())).containsExactly("5@north", "6@north", "7@north");
    assertThat(tide.slots(tide.status().hours()))
        .containsExactly("1@north", "2@north", "5@north", "6@north", "7@north");

    tide.measured("north", 300, 200, 100, 200, 300, 50, 50, 50).run();
    assertThat(realised(tide).grams().orElseThrow()).isEqualByComparingTo("450");
    assertThat(realised(tide).gramsSaved().orElseThrow()).isEqualByComparingTo("150");
  }

  @Test
  void hoursInWhichNothingRanDoNotCount() {
    Tide tide = new Tide().site("north", 0).forecast("north", 100, 300, 200, 300).job("{}").run();
    assertThat(tide.status().ran()).isNotEmpty();
    assertThat(tide.status().hours()).isEmpty();
  }

  @Test
  void staysKnownThoughTheSeriesForgetsWhatHasPassed() {
    Tide tide = north().job("{}").run().until(1);
    from(tide, 1, false, 210, 110, 210).run().until(2);
    Job.Estimate expected = tide.status().expected().orElseThrow();
    assertThat(expected.gramsSaved().orElseThrow()).isEqualByComparingTo("190");

    from(tide, 0, true, 310).run().until(3);
    from(tide, 2, true, 130).run();
    tide.ends(0).until(4);
    assertThat(realised(tide).gramsSaved().orElseThrow()).isEqualByComparingTo("180");
  }
}
