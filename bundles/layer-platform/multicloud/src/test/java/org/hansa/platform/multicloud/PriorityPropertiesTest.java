package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.platform.api.Host;

/** Random towns of which some hosts fail: who has the room that is left, whoever asks first. */
class PriorityPropertiesTest {

  private static final Multicloud MULTICLOUD = new Multicloud();

  private record App(String name, int priority, int cpu, int replicas, List<Integer> sites) {

    String policies() {
      return "{'priority':" + priority + "}";
    }

    String component() {
      String[] names = sites.stream().map(s -> "s" + s).toArray(String[]::new);
      return "{'name':'web','runtime':'process','replicas':%d,'requires':{'cpu':%d,'sites':[%s]}}"
          .formatted(replicas, cpu, Town.quoted(names));
    }

    boolean owns(String reservation) {
      return reservation.startsWith(name + ".web.");
    }
  }

  /** Each site has one host and a price of its own, so that no two places are equally good. */
  private record World(List<Integer> cpus, List<App> apps, List<App> later, List<Integer> failing) {

    static World of(long seed) {
      Random random = new Random(seed);
      List<Integer> cpus = new ArrayList<>();
      List<Integer> failing = new ArrayList<>();
      for (int site = 0; site < 2 + random.nextInt(3); site++) {
        cpus.add(2 + random.nextInt(8));
        if (random.nextBoolean()) {
          failing.add(site);
        }
      }
      List<Integer> priorities = new ArrayList<>(List.of(0, 1, 2, 5, 10, 500, 1000));
      Collections.shuffle(priorities, random);
      List<App> apps = new ArrayList<>();
      for (int priority : priorities) {
        apps.add(app(random, "app" + apps.size(), priority, cpus.size()));
      }
      return new World(cpus, apps.subList(0, 5), apps.subList(5, 7), failing);
    }

    private static App app(Random random, String name, int priority, int sites) {
      List<Integer> wanted = new ArrayList<>();
      if (random.nextInt(3) == 0) {
        wanted.add(random.nextInt(sites));
      }
      return new App(name, priority, 1 + random.nextInt(4), 1 + random.nextInt(2), wanted);
    }

    List<App> all() {
      List<App> all = new ArrayList<>(apps);
      all.addAll(later);
      return all;
    }

    /** Some are placed, then hosts fail and more applications come. */
    Town failed() {
      Town town = new Town();
      for (int site = 0; site < cpus.size(); site++) {
        town.site("s" + site, "{'price':{'currency':'EUR','cpuHour':%d}}".formatted(site + 1));
        town.host("s" + site, "h" + site, "{'allocatable':{'cpu':%d}}".formatted(cpus.get(site)));
      }
      apps.forEach(a -> town.application(a.name(), a.policies(), a.component()));
      town.run();
      later.forEach(a -> town.application(a.name(), a.policies(), a.component()));
      failing.forEach(site -> town.drive.delete(new Ref(Host.KIND, "system", "h" + site)));
      return town;
    }

    /** Steps in an order that is another each round, until nothing changes. */
    void rest(Town town, Random random) {
      List<App> order = all();
      long before = -1;
      while (town.drive.snapshot().revision() != before) {
        before = town.drive.snapshot().revision();
        Collections.shuffle(order, random);
        order.forEach(a -> town.drive.step(MULTICLOUD, Town.application(a.name())));
      }
    }
  }

  /** The host of each reservation, by name. */
  private static Map<String, String> places(Town town) {
    Map<String, String> places = new TreeMap<>();
    town.drive
        .snapshot()
        .list(Reservation.KIND)
        .forEach(
            r ->
                places.put(
                    r.ref().name(), Ref.parse(r.spec().as(Reservation.Spec.class).pool()).name()));
    return places;
  }

  @Property(tries = 100)
  void nobodyWaitsForRoomThatALowerOneTook(@ForAll long seed) {
    World world = World.of(seed);
    Town town = world.failed();
    Map<String, String> before = places(town);
    world.rest(town, new Random(seed + 1));
    Map<String, String> after = places(town);

    for (App app : world.all()) {
      if (town.placed(app.name()).state() == Condition.State.FALSE) {
        assertThat(fitting(world, app, before, after))
            .as("%s of %s at %s", app, world, after)
            .isLessThan(lacking(world, app, after));
      }
    }
  }

  private static long lacking(World world, App app, Map<String, String> after) {
    long standing =
        after.entrySet().stream()
            .filter(e -> app.owns(e.getKey()) && stands(world, e.getValue()))
            .count();
    return app.replicas() - standing;
  }

  private static boolean stands(World world, String host) {
    return !world.failing().contains(Integer.valueOf(host.substring(1)));
  }

  /** How many of its replicas would fit without what lower ones have newly taken. */
  private static long fitting(
      World world, App app, Map<String, String> before, Map<String, String> after) {
    long fit = 0;
    for (int site = 0; site < world.cpus().size(); site++) {
      String host = "h" + site;
      if (stands(world, host) && (app.sites().isEmpty() || app.sites().contains(site))) {
        int free = world.cpus().get(site);
        for (App other : world.all()) {
          for (Map.Entry<String, String> e : after.entrySet()) {
            boolean lower = other.priority() < app.priority();
            boolean newly = !host.equals(before.get(e.getKey()));
            boolean there = other.owns(e.getKey()) && e.getValue().equals(host);
            free -= there && !(lower && newly) ? other.cpu() : 0;
          }
        }
        fit += free / app.cpu();
      }
    }
    return fit;
  }

  @Property(tries = 60)
  void theOutcomeIsTheSameWhoeverAsksFirstAndWhatStandsWellStays(@ForAll long seed) {
    World world = World.of(seed);
    Town one = world.failed();
    Map<String, String> before = places(one);
    Town other = world.failed();

    world.rest(one, new Random(seed + 1));
    world.rest(other, new Random(seed + 2));

    assertThat(places(other)).isEqualTo(places(one));
    before.forEach(
        (name, host) -> {
          if (stands(world, host)) {
            assertThat(places(one)).containsEntry(name, host);
          }
        });
  }
}
