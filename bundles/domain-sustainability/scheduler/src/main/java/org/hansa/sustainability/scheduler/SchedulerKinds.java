package org.hansa.sustainability.scheduler;

import java.util.List;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.sustainability.api.EnergySeries;
import org.hansa.sustainability.api.Job;
import org.osgi.service.component.annotations.Component;

/** The kinds that the scheduler owns. */
@Component(service = Kinds.class)
public final class SchedulerKinds implements Kinds {

  private static final String OWNER = "org.hansa.sustainability.scheduler";

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            Job.KIND,
            "jobs",
            1,
            OWNER,
            Job.Spec.class,
            Job.Status.class,
            Kind.Writer.USERS,
            "Work that can wait, and runs in the hours and at the site that are best for it.",
            List.of(
                new Kind.Column("PHASE", "/status/phase"),
                new Kind.Column("NEXT", "/status/planned/0/at"),
                new Kind.Column("AT", "/status/planned/0/site"),
                new Kind.Column("DEADLINE", "/spec/deadline"),
                new Kind.Column("SAVES %", "/status/expected/carbonPercent"),
                new Kind.Column("SAVED %", "/status/realised/carbonPercent"))),
        new Kind(
            EnergySeries.KIND,
            "energyseries",
            1,
            OWNER,
            EnergySeries.Spec.class,
            EnergySeries.Status.class,
            Kind.Writer.USERS,
            "The energy of the site of its name by the hour: carbon, price and surplus.",
            List.of(
                new Kind.Column("SOURCE", "/spec/source"),
                new Kind.Column("ISSUED", "/spec/issued"))));
  }
}
