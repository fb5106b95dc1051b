package org.hansa.sustainability.scheduler.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.sustainability.api.EnergySeries;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.Issues;
import org.hansa.sustainability.scheduler.Scheduler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nights of {@link NightsTest} as the component's own controllers plan them. */
class ComponentNightsTest {

  private static final Ref SERIES = new Ref(EnergySeries.KIND, "system", "here");
  private static final Ref JOB = new Ref(Job.KIND, "acme", "night");

  /** How far each issue reaches. */
  private static final int AHEAD = 48;

  private static final Outside OUTSIDE = new Outside();

  private final Issues issues = new Issues();
  private final Scheduler scheduler = new Scheduler();

  /** One in so many nights is looked at: 3 where the README's figures were taken. */
  private static final int EACH = 30;

  @ParameterizedTest
  @CsvSource({
    "DE, false, 0, 0.97", "GB, false, 0, 0.97", "FR, false, 0, 0.97",
    "DE, true, 24, 0.93", "GB, true, 24, 0.90", "FR, true, 24, 0.90",
    "DE, true, 0, 0.85", "GB, true, 0, 0.70", "FR, true, 0, 0.70"
  })
  void keepsOfWhatIsPossible(String country, boolean errs, int before, double least) {
    Series actual = Nights.series(country);
    List<Work> jobs = new ArrayList<>();
    List<Work> all = Nights.jobs(actual, "here");
    for (int i = 2; i < all.size() - 3; i += EACH) {
      jobs.add(all.get(i));
    }
    double error = errs ? Nights.error(actual) : 0;
    Random random = new Random(2020);
    double possible = Nights.percent(jobs, actual, job -> Nights.certainly(job, actual));

    double kept = Nights.percent(jobs, actual, job -> ran(job, actual, error, before, random));

    assertThat(kept / possible).isGreaterThan(least);
  }

  private Schedule ran(Work job, Series actual, double error, int before, Random random) {
    Instant begin = job.earliest().minus(Duration.ofHours(before));
    Drive drive = new Drive(begin, OUTSIDE, List.of());
    for (int hour = 0; ; hour++) {
      issue(drive, actual, error, random);
      if (hour == before) {
        put(drive, job);
      }
      if (hour >= before) {
        Optional<Job.Slot> slot = step(drive, Duration.ofHours(1));
        if (slot.isPresent()) {
          Job.Slot s = slot.get();
          return new Schedule(job, List.of(new Slot(s.at(), s.site(), s.wattHours())));
        }
      } else {
        drive.pass(Duration.ofHours(1));
      }
    }
  }

  /** Looked at when it asks for it, until that time has passed. */
  private Optional<Job.Slot> step(Drive drive, Duration left) {
    Duration rest = left;
    while (!rest.isZero()) {
      Duration again = drive.step(scheduler, JOB).again().orElse(rest);
      Job.Status status = drive.get(JOB).status().as(Job.Status.class);
      if (!status.ran().isEmpty()) {
        return Optional.of(status.ran().get(0));
      }
      Duration next = again.compareTo(rest) < 0 ? again : rest;
      drive.pass(next);
      rest = rest.minus(next);
    }
    return Optional.empty();
  }

  private static void put(Drive drive, Work job) {
    String spec =
        "{'application':{'components':[{'name':'c','runtime':'process','command':['c']}]},"
            + ("'duration':'PT1H','deadline':'" + job.deadline() + "','earliest':'")
            + (job.earliest() + "','usual':'" + job.usual() + "','watts':1000,'sites':['here']}");
    drive.change(Change.Put.of(Draft.of(JOB, Doc.parse(spec.replace('\'', '"')))));
  }

  private void issue(Drive drive, Series actual, double error, Random random) {
    Snapshot now = drive.snapshot();
    List<EnergySeries.Hour> hours = new ArrayList<>();
    for (int i = 0; i < AHEAD; i++) {
      Instant at = now.now().plus(Series.HOUR.multipliedBy(i));
      double missed = error * random.nextGaussian();
      actual
          .at(at)
          .map(v -> v.add(BigDecimal.valueOf(missed)).max(BigDecimal.ZERO))
          .ifPresent(
              v ->
                  hours.add(
                      new EnergySeries.Hour(
                          at,
                          Optional.of(v),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty())));
    }
    drive.put(
        SERIES,
        new EnergySeries.Spec("test", now.now(), Optional.empty(), hours, Optional.of(error > 0)));
    drive.step(issues, SERIES);
  }
}
