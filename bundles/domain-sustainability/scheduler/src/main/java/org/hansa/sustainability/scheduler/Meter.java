package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Instance;
import org.hansa.sustainability.api.Job;
import org.hansa.sustainability.scheduler.shift.Series;
import org.hansa.sustainability.scheduler.shift.Work;

/**
 * The hours in which something of a job ran, which are not those that were planned: it may have
 * begun later, taken longer, or lost what it did. Of the time beyond what it said minutes count.
 */
final class Meter {

  /** What runs without end is not metered without end. */
  private static final int MOST = 336;

  private record Span(String site, Instant from, Instant to) {}

  private final Snapshot snapshot;
  private final Ref job;
  private final Work work;

  Meter(Snapshot snapshot, Ref job, Work work) {
    this.snapshot = snapshot;
    this.job = job;
    this.work = work;
  }

  /**
   * @param known hours that were counted before
   * @param next where it stands now
   */
  List<Job.Slot> hours(List<Job.Slot> known, Job.Status next) {
    TreeMap<Instant, Job.Slot> hours = new TreeMap<>();
    known.forEach(slot -> hours.put(slot.at(), slot));
    List<Span> spans = spans();
    List<Job.Slot> all = new ArrayList<>(next.ran());
    all.addAll(beyond(next));
    for (Job.Slot slot : all) {
      if (hours.size() < MOST && spans.stream().anyMatch(span -> lies(slot, span))) {
        hours.put(slot.at(), slot);
      }
    }
    return new ArrayList<>(hours.values());
  }

  private static boolean lies(Job.Slot slot, Span span) {
    return span.site().equals(slot.site())
        && span.from().isBefore(slot.at().plus(Series.HOUR))
        && !span.to().isBefore(slot.at());
  }

  private List<Span> spans() {
    return snapshot.labelled(Instance.KIND, job.tenant(), job.name()).stream()
        .filter(instance -> !instance.status().isEmpty())
        .flatMap(instance -> span(instance).stream())
        .toList();
  }

  private Optional<Span> span(Resource instance) {
    String site = instance.spec().as(Instance.Spec.class).site();
    Instance.Status status = instance.status().as(Instance.Status.class);
    Optional<Instant> end =
        status.phase().equals(Instance.ENDED) ? status.lastExit() : Optional.of(snapshot.now());
    // What ended before it was seen to run has only an end.
    Optional<Instant> begin =
        status.phase().equals(Instance.ENDED) ? status.started().or(() -> end) : status.started();
    return begin.map(b -> new Span(site, b, end.orElse(b)));
  }

  /** Longer than it said, where it was last. */
  private List<Job.Slot> beyond(Job.Status next) {
    List<Job.Slot> beyond = new ArrayList<>();
    boolean over = next.ran().size() >= work.hours();
    if (over && (next.phase() == Job.Phase.RUNNING || next.phase() == Job.Phase.ENDED)) {
      Job.Slot last = next.ran().get(next.ran().size() - 1);
      Instant at = last.at().plus(Series.HOUR);
      Instant now = Wanted.minute(snapshot.now());
      while (at.isBefore(now) && beyond.size() < MOST) {
        Duration took = Duration.between(at, now);
        beyond.add(new Job.Slot(at, last.site(), takes(took)));
        at = at.plus(Series.HOUR);
      }
    }
    return beyond;
  }

  private BigDecimal takes(Duration time) {
    long minutes = Math.min(time.toMinutes(), Series.HOUR.toMinutes());
    return Sums.shown(
        work.watts()
            .multiply(BigDecimal.valueOf(minutes))
            .divide(BigDecimal.valueOf(Series.HOUR.toMinutes()), MathContext.DECIMAL64));
  }
}
