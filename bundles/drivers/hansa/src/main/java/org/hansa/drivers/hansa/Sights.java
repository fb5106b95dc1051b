package org.hansa.drivers.hansa;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.workload.WorkloadState;

/** Looks at workloads over there. */
record Sights(Partner partner, Offering offering, InstantSource clock) {

  /** What has just changed is looked at soon, what has not for long, seldom. */
  private static final long SOON_MILLIS = 250;

  private static final long SELDOM_MILLIS = 10_000;
  private static final long LEAVING_MILLIS = 2_000;
  private static final int BEGUN = 10;
  private static final int HALF = 50;

  /**
   * Empty if it is not there. Of another's application under our name: CONFLICT, for it is not
   * touched.
   */
  Optional<Sight> find(String uid, Deadline deadline) {
    String name = partner.names().application(uid);
    Optional<Answer> answer = partner.find(partner.one("GET", "applications", name), deadline);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    Sight.Application application = answer.get().json(Sight.Application.class);
    if (partner
        .names()
        .uid(application.name(), application.marks())
        .filter(uid::equals)
        .isEmpty()) {
      throw new DriverException(
          Reason.CONFLICT,
          "the partner has an application "
              + name
              + " that does not say that it is ours; delete it there, or give it its labels back");
    }
    Optional<Sight.Instance> instance =
        partner
            .find(partner.one("GET", "instances", partner.names().instance(uid)), deadline)
            .map(one -> one.json(Sight.Instance.class));
    return Optional.of(new Sight(application, answer.get().etag(), instance));
  }

  /**
   * As it is.
   *
   * @param fresh whether it was asked for just now: an obstacle may be of what was before
   * @throws DriverException EXHAUSTED if the partner has no place for it, UNAUTHORIZED if it may
   *     have none any more, UNAVAILABLE if the partner itself does not know, each in its words
   */
  Observed<WorkloadState> observed(Sight sight, boolean fresh, Deadline deadline) {
    WorkloadState state = sight.state();
    if (sight.isLeaving()) {
      return Observed.inProgress(state, HALF, again(sight, LEAVING_MILLIS));
    }
    if (sight.isReady() && sight.isRunning()) {
      return Observed.settled(state);
    }
    if (!sight.isLookedAt() || (fresh && sight.obstacle().isPresent())) {
      return begun(sight);
    }
    sight
        .obstacle()
        .ifPresent(
            words -> {
              throw offering
                  .over(deadline)
                  .map(over -> new DriverException(Reason.UNAUTHORIZED, over + "; " + words))
                  .orElse(
                      new DriverException(
                          Reason.EXHAUSTED, "the partner does not run it: " + words));
            });
    sight
        .doubt()
        .ifPresent(
            words -> {
              throw new DriverException(
                  Reason.UNAVAILABLE, "the partner does not know how it is: " + words);
            });
    boolean stands = !sight.isChanging() && (sight.isRunning() || sight.hasEnded());
    return stands ? Observed.settled(state) : begun(sight);
  }

  private Observed<WorkloadState> begun(Sight sight) {
    return Observed.inProgress(sight.state(), BEGUN, again(sight, SELDOM_MILLIS));
  }

  /** A clock there that is ahead has us look often. */
  private Duration again(Sight sight, long most) {
    Duration quiet =
        sight
            .quietSince()
            .map(since -> Duration.between(since, clock.instant()))
            .orElse(Duration.ZERO);
    // In seconds, which of all times there are can be told.
    long quarter = quiet.toSeconds() / 4 < SELDOM_MILLIS ? quiet.toMillis() / 4 : SELDOM_MILLIS;
    return Duration.ofMillis(Math.min(Math.max(quarter, SOON_MILLIS), most));
  }

  /** All that is ours, whether it has a place or not. */
  List<Page.Item<WorkloadState>> all(Deadline deadline) {
    List<Sight.Application> applications =
        partner.all(
            partner.ours("applications", Sight.Application.class).id(Sight.Application::name),
            deadline);
    Map<String, Sight.Instance> instances = new HashMap<>();
    partner
        .all(partner.ours("instances", Sight.Instance.class).id(Sight.Instance::name), deadline)
        .forEach(one -> instances.put(one.name(), one));
    List<Page.Item<WorkloadState>> all = new ArrayList<>();
    for (Sight.Application application : applications) {
      partner
          .names()
          .uid(application.name(), application.marks())
          .ifPresent(
              uid -> {
                Optional<Sight.Instance> instance =
                    Optional.ofNullable(instances.get(partner.names().instance(uid)));
                Sight sight = new Sight(application, Optional.empty(), instance);
                all.add(new Page.Item<>(uid, sight.state()));
              });
    }
    return all;
  }
}
