package org.hansa.core.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

  private final Resource app = Things.thing("Application/t/shop");
  private final Resource workload = Things.owned("Workload/t/web", app);
  private final Resource reservation = Things.owned("Reservation/t/web-0", workload);
  private final Resource instance =
      Things.labelled(Things.owned("Instance/t/web-0", reservation), "shop");
  private final Resource site = Things.thing("Site/provider/berlin");

  private static Snapshot state(Resource... resources) {
    return new MemorySnapshot(1, List.of(resources));
  }

  private static Subscription subscription(String mapping, String kind) {
    return new Subscription(
        "c",
        mapping.equals("kinds") ? Set.of(kind) : Set.of(),
        mapping.equals("owners") ? Set.of(kind) : Set.of(),
        mapping.equals("all") ? Set.of(kind) : Set.of(),
        mapping.equals("waiting") ? Set.of(kind) : Set.of(),
        mapping.equals("labels") ? Set.of(kind) : Set.of(),
        mapping.equals("tenant") ? Set.of(kind) : Set.of());
  }

  private static Stream<String> keys(Subscription s, Snapshot in, Resource changed, String kind) {
    return s.keys(in, changed, kind).map(Ref::toString);
  }

  @Test
  void kindsWakeTheResourceItself() {
    Subscription kinds = subscription("kinds", "Application");

    assertThat(keys(kinds, state(app), app, "Application")).containsExactly("Application/t/shop");
    assertThat(keys(kinds, state(app, workload), workload, "Application")).isEmpty();
    assertThat(keys(kinds, state(), app, "Application")).as("it is gone").isEmpty();
  }

  @Test
  void ownersWakeTheNearestAncestor() {
    Subscription owners = subscription("owners", "Instance");
    Snapshot all = state(app, workload, reservation, instance);

    assertThat(keys(owners, all, instance, "Reservation")).containsExactly("Reservation/t/web-0");
    assertThat(keys(owners, all, instance, "Workload")).containsExactly("Workload/t/web");
    assertThat(keys(owners, all, instance, "Application")).containsExactly("Application/t/shop");
    assertThat(keys(owners, all, instance, "Site")).isEmpty();
  }

  @Test
  void aDeletedChildStillWakesItsOwner() {
    Subscription owners = subscription("owners", "Instance");

    assertThat(keys(owners, state(app, workload, reservation), instance, "Workload"))
        .containsExactly("Workload/t/web");
  }

  @Test
  void aNewOwnerOfTheSameNameIsNotTheOwner() {
    Resource another = Things.thing("Application/t/shop", "other-uid");

    assertThat(keys(subscription("owners", "Workload"), state(another), workload, "Application"))
        .isEmpty();
  }

  @Test
  void aCycleOfOwnersEnds() {
    Resource one = Things.thing("Workload/t/one");
    Resource other = Things.owned("Workload/t/other", one);
    Resource loop = Things.owned("Workload/t/one", other);

    assertThat(keys(subscription("owners", "Workload"), state(loop, other), loop, "Site"))
        .isEmpty();
  }

  @Test
  void allWakeEveryOneOfTheControllersKind() {
    Resource other = Things.ready(Things.thing("Application/u/other"));

    assertThat(keys(subscription("all", "Site"), state(app, other, site), site, "Application"))
        .containsExactlyInAnyOrder("Application/t/shop", "Application/u/other");
  }

  @Test
  void waitingWakesWhatIsNotReadyOrIsDeleting() {
    Resource ready = Things.ready(Things.thing("Application/t/ready"));
    Resource going = Things.deleting(Things.ready(Things.thing("Application/t/going")));

    assertThat(
            keys(
                subscription("waiting", "Site"),
                state(app, ready, going, site),
                site,
                "Application"))
        .containsExactlyInAnyOrder("Application/t/shop", "Application/t/going");
  }

  @Test
  void labelsWakeThoseOfTheSameApplicationAndTenant() {
    Resource mine = Things.labelled(Things.ready(Things.thing("Connection/t/users-web")), "shop");
    Resource foreign = Things.labelled(Things.thing("Connection/u/users-web"), "shop");
    Resource other = Things.labelled(Things.thing("Connection/t/other"), "blog");
    Snapshot all = state(mine, foreign, other, Things.thing("Connection/t/bare"), instance);
    Subscription labels = subscription("labels", "Instance");

    assertThat(keys(labels, all, instance, "Connection")).containsExactly("Connection/t/users-web");
    assertThat(keys(labels, all, Things.thing("Instance/t/bare"), "Connection")).isEmpty();
  }

  @Test
  void tenantWakesAllOfTheControllersKindInTheTenantOfWhatChanged() {
    Resource blog = Things.ready(Things.thing("Application/t/blog"));
    Resource foreign = Things.thing("Application/u/shop");
    Resource changed = Things.thing("Proposal/t/all");
    Subscription tenant = subscription("tenant", "Proposal");

    assertThat(keys(tenant, state(app, blog, foreign, changed), changed, "Application"))
        .containsExactlyInAnyOrder("Application/t/shop", "Application/t/blog");
    assertThat(keys(tenant, state(app, site), site, "Application")).isEmpty();
  }

  @Test
  void aKeyFoundInSeveralWaysIsNamedOnce() {
    Subscription both =
        new Subscription(
            "c",
            Set.of("Application"),
            Set.of(),
            Set.of("Application"),
            Set.of("Application"),
            Set.of());

    assertThat(keys(both, state(app), app, "Application")).containsExactly("Application/t/shop");
  }
}
