package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.place.SiteState;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.osgi.service.component.annotations.Component;

/** Sums up what stands at a site. */
@Component(service = Controller.class)
public final class Sites implements Controller {

  private static final Duration EVERY = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "resources.site";
  }

  @Override
  public String kind() {
    return Site.KIND;
  }

  @Override
  public Step step(Snapshot snapshot, Resource site) {
    if (site.isDeleting()) {
      return Step.done();
    }
    List<Resource> hosts = hosts(snapshot, site);
    Map<String, BigDecimal> capacity = Levels.capacity(hosts);
    Map<String, BigDecimal> reserved = Levels.reserved(snapshot, hosts);
    Site.Status status =
        new Site.Status(hosts.size(), capacity, simulated(snapshot, site), reserved);
    Doc next = site.status().with(status);
    List<Condition> conditions = new ArrayList<>(List.of(ready(snapshot, hosts)));
    Overcommitted.of(snapshot, site, hosts).ifPresent(conditions::add);
    Change change = new Change.Status(site.ref(), next, conditions);
    Step.Builder step = Step.builder().change(change).again(EVERY);
    if (isMoved(site.status(), next)) {
      step.change(
          new Change.Append(
              Trend.event(snapshot, site, "controller:" + name(), capacity, reserved)));
    }
    return step.build();
  }

  /** Since it was last said: what trends are told from. */
  private static boolean isMoved(Doc before, Doc after) {
    return !before.at("/capacity").equals(after.at("/capacity"))
        || !before.at("/reserved").equals(after.at("/reserved"));
  }

  /** The hosts of one site that count: in order of their names. */
  static List<Resource> hosts(Snapshot snapshot, Resource site) {
    return snapshot
        .list(Host.KIND, site.ref().tenant())
        .filter(h -> h.spec().as(Host.Spec.class).site().equals(site.ref().name()) && counts(h))
        .toList();
  }

  /** The same of all sites, for who asks of many: each host is looked at once. */
  public static Map<Ref, List<Resource>> hosts(Snapshot snapshot) {
    return snapshot
        .list(Host.KIND)
        .filter(Sites::counts)
        .collect(Collectors.groupingBy(Sites::site));
  }

  /** Once it has been described, until it goes. */
  private static boolean counts(Resource host) {
    return !host.isDeleting() && !host.status().isEmpty();
  }

  private static Ref site(Resource host) {
    return new Ref(Site.KIND, host.ref().tenant(), host.spec().as(Host.Spec.class).site());
  }

  /** What the endpoint says that has found the site, if one has. */
  private static Optional<Boolean> said(Snapshot snapshot, Resource site) {
    return site.owner()
        .flatMap(owner -> snapshot.get(owner.ref()))
        .filter(e -> e.ref().kind().equals(Endpoint.KIND))
        .flatMap(
            e ->
                Places.listed(e).stream()
                    .filter(p -> Places.ref(e, p.name()).filter(site.ref()::equals).isPresent())
                    .findFirst())
        .map(SiteState::simulated);
  }

  /** A site is simulated if it has endpoints and nothing real stands behind any of them. */
  private static boolean simulated(Snapshot snapshot, Resource site) {
    Optional<Boolean> said = said(snapshot, site);
    if (said.isPresent()) {
      return said.get();
    }
    List<Resource> endpoints =
        snapshot
            .list(Endpoint.KIND, site.ref().tenant())
            .filter(e -> e.spec().as(Endpoint.Spec.class).site().equals(site.ref().name()))
            .toList();
    return !endpoints.isEmpty()
        && endpoints.stream()
            .allMatch(
                e ->
                    !e.status().isEmpty()
                        && e.status().as(Endpoint.Status.class).simulated().orElse(false));
  }

  private static Condition ready(Snapshot snapshot, List<Resource> hosts) {
    long answering = hosts.stream().filter(h -> h.is(Condition.READY)).count();
    String count = answering + " of " + hosts.size() + " hosts answer";
    if (hosts.isEmpty()) {
      String message = "no host is known: create an Endpoint that names this site";
      return Condition.no(Condition.READY, "NoHosts", message, snapshot.now());
    }
    return answering == 0
        ? Condition.unknown(Condition.READY, "NoAnswer", count, snapshot.now())
        : Condition.yes(Condition.READY, "Ready", count, snapshot.now());
  }
}
