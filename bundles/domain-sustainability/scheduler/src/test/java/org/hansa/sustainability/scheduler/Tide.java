package org.hansa.sustainability.scheduler;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.control.Why;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.orchestration.api.Application;
import org.hansa.orchestration.orchestrator.Orchestrator;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Site;
import org.hansa.platform.multicloud.Multicloud;
import org.hansa.platform.resources.Hosts;
import org.hansa.platform.resources.Sites;
import org.hansa.platform.wdm.Instances;
import org.hansa.platform.wdm.Wdm;
import org.hansa.sustainability.api.EnergySeries;
import org.hansa.sustainability.api.Job;

/** Sites with hosts, their energy by the hour, and jobs of tenant acme. JSON is written with '. */
final class Tide {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Ref JOB = new Ref(Job.KIND, "acme", "night");

  /** Whether forecasts are, from now on. */
  boolean independent;

  final Outside outside = new Outside();
  final Drive drive =
      new Drive(
          START,
          outside,
          List.of(
              new Hosts(),
              new Sites(),
              new Issues(),
              new Scheduler(),
              new Orchestrator(),
              new Multicloud(),
              new Wdm(),
              new Instances()));

  static Doc json(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  static Instant hour(int n) {
    return START.plus(Duration.ofHours(n));
  }

  Tide site(String name, int cores) {
    Ref endpoint = new Ref(Endpoint.KIND, "system", name);
    put(new Ref(Site.KIND, "system", name), "{'provider':'own','jurisdiction':'DE'}");
    put(endpoint, "{'driver':'process','site':'" + name + "'}");
    outside.hosts(
        endpoint,
        new HostState(
            "one",
            Map.of("cpu", new BigDecimal(cores)),
            Map.of("os", "linux"),
            List.of("process"),
            name + ".example",
            20_000,
            20_050,
            List.of()));
    drive.change(
        new Change.Status(
            endpoint,
            json("{'version':'1','facets':['host','workload'],'simulated':false}"),
            List.of()));
    return this;
  }

  Tide put(Ref ref, String spec) {
    drive.change(Change.Put.of(Draft.of(ref, json(spec))));
    return this;
  }

  /** Forecast from the beginning on. */
  Tide forecast(String site, double... grams) {
    return series(site, false, grams);
  }

  Tide measured(String site, double... grams) {
    return series(site, true, grams);
  }

  private Tide series(String site, boolean measured, double... grams) {
    StringBuilder hours = new StringBuilder();
    for (int i = 0; i < grams.length; i++) {
      hours
          .append(i == 0 ? "" : ",")
          .append("{'at':'" + hour(i) + "','gramsPerKwh':" + grams[i])
          .append(",'pricePerKwh':0.2,'measured':" + measured + "}");
    }
    return put(
        new Ref(EnergySeries.KIND, "system", site),
        "{'source':'test','issued':'"
            + drive.snapshot().now()
            + "','currency':'EUR','independent':"
            + independent
            + ",'hours':["
            + hours
            + "]}");
  }

  /** A job of an hour of 1 kW and one core at site north that must have ended at noon. */
  Tide job(String patch) {
    Doc spec =
        json(
            "{'application':{'components':[{'name':'train','runtime':'process',"
                + "'command':['train'],'requires':{'cpu':1}}]},'duration':'PT1H',"
                + "'deadline':'2026-01-01T12:00:00Z','watts':1000,'sites':['north']}");
    drive.change(Change.Put.of(Draft.of(JOB, spec.patch(json(patch).tree()))));
    return this;
  }

  /** What the scheduler would do with the job now. */
  Step step() {
    return new Scheduler().step(drive.snapshot(), drive.get(JOB));
  }

  Resource series(String site) {
    return drive.get(new Ref(EnergySeries.KIND, "system", site));
  }

  Tide run() {
    drive.run();
    return this;
  }

  /** An hour later, half a second late as steps are. */
  Tide until(int hour) {
    drive.pass(Duration.between(drive.snapshot().now(), hour(hour)).plus(Duration.ofMillis(500)));
    return this;
  }

  Job.Status status() {
    return drive.get(JOB).status().as(Job.Status.class);
  }

  Condition ready() {
    return drive.get(JOB).condition(Condition.READY).orElseThrow();
  }

  List<String> slots(List<Job.Slot> slots) {
    return slots.stream()
        .map(s -> Duration.between(START, s.at()).toHours() + "@" + s.site())
        .toList();
  }

  Optional<Resource> application() {
    return drive.snapshot().get(new Ref(Application.KIND, "acme", "night"));
  }

  long reservations() {
    return drive.snapshot().list(Reservation.KIND).count();
  }

  Instance.Spec instance() {
    return drive
        .get(new Ref(Instance.KIND, "acme", "night.train.0"))
        .spec()
        .as(Instance.Spec.class);
  }

  /** What it runs comes to its end. */
  Tide ends(int exitCode) {
    Ref ref = new Ref(Instance.KIND, "acme", "night.train.0");
    outside.crash(drive.get(ref).uid(), exitCode);
    drive.pass(Duration.ofMillis(500));
    return this;
  }

  List<String> whys() {
    return drive.steps().stream().flatMap(s -> s.whys().stream()).map(Why::found).toList();
  }
}
