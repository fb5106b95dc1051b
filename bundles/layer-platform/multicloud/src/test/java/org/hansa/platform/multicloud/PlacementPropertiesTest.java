package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Why;
import org.hansa.platform.api.Workload;

/**
 * Random sites, hosts and applications: what must hold of every placement, by a judge of its own.
 */
class PlacementPropertiesTest {

  private static final List<String> LAWS = List.of("DE", "FR");

  /** A host and what its site says. */
  private record Place(
      int site,
      int number,
      String law,
      boolean cordoned,
      int price,
      int cpu,
      int memory,
      int ports) {

    String host() {
      return "h" + site + "-" + number;
    }

    Ref ref() {
      return new Ref("Host", "system", host());
    }
  }

  private record Part(
      String name, int replicas, int cpu, int memory, int ports, Optional<String> law) {

    String json() {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < ports; i++) {
        names.add("{'name':'p" + i + "'}");
      }
      return "{'name':'%s','runtime':'process','replicas':%d,'ports':[%s],"
              .formatted(name, replicas, String.join(",", names))
          + "'requires':{'cpu':%d,'memory':'%dGi'%s}}"
              .formatted(cpu, memory, law.map(l -> ",'jurisdictions':['" + l + "']").orElse(""));
    }
  }

  private record World(List<Place> places, List<Part> parts, Optional<Integer> maxPrice) {

    static World of(long seed) {
      Random random = new Random(seed);
      List<Place> places = new ArrayList<>();
      for (int site = 0; site < 1 + random.nextInt(4); site++) {
        String law = LAWS.get(random.nextInt(2));
        boolean cordoned = random.nextInt(6) == 0;
        int price = 1 + random.nextInt(4);
        for (int host = 0; host < 1 + random.nextInt(2); host++) {
          places.add(
              new Place(
                  site,
                  host,
                  law,
                  cordoned,
                  price,
                  random.nextInt(8),
                  random.nextInt(16),
                  random.nextInt(5)));
        }
      }
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        parts.add(part(random, i, random.nextInt(4)));
      }
      return new World(places, parts, money(random));
    }

    /** One application of one replica, so that the least cost is known by looking at all. */
    World single(long seed) {
      return new World(places, List.of(part(new Random(seed), 0, 1)), maxPrice);
    }

    private static Part part(Random random, int i, int replicas) {
      return new Part(
          "c" + i,
          replicas,
          random.nextInt(4),
          random.nextInt(5),
          random.nextInt(3),
          random.nextInt(3) == 0 ? Optional.of(LAWS.get(random.nextInt(2))) : Optional.empty());
    }

    private static Optional<Integer> money(Random random) {
      return random.nextInt(3) == 0 ? Optional.of(random.nextInt(20)) : Optional.empty();
    }

    Town town(List<Place> order) {
      Town town = new Town();
      for (Place p : order) {
        town.site(
            "s" + p.site(),
            "{'jurisdiction':'%s','cordoned':%s,".formatted(p.law(), p.cordoned())
                + "'price':{'currency':'EUR','cpuHour':%d,'memoryGibHour':0}}"
                    .formatted(p.price()));
        town.host(
            "s" + p.site(),
            p.host(),
            "{'allocatable':{'cpu':%d,'memory':%d},'lastPort':%d}"
                .formatted(p.cpu(), (long) p.memory() << 30, 19_999 + p.ports()));
      }
      return town;
    }

    Town run() {
      Town town = town(places);
      apply(town, maxPrice);
      return town.run();
    }

    void apply(Town town, Optional<Integer> bound) {
      String policies = bound.map(m -> "{'maxPricePerHour':" + m + "}").orElse("{}");
      town.application("app", policies, parts.stream().map(Part::json).toArray(String[]::new));
    }

    Place at(String host) {
      return places.stream().filter(p -> p.ref().toString().equals(host)).findFirst().orElseThrow();
    }

    boolean takes(Place place, Part part) {
      return !place.cordoned()
          && part.law().filter(l -> !l.equals(place.law())).isEmpty()
          && part.cpu() <= place.cpu()
          && part.memory() <= place.memory()
          && part.ports() <= place.ports()
          && maxPrice.filter(m -> m < part.cpu() * place.price()).isEmpty();
    }
  }

  private static boolean isPlaced(Town town) {
    return town.placed("app").state() == Condition.State.TRUE;
  }

  private static List<Workload.Slot> slots(Town town, Part part) {
    return town.slots("app." + part.name());
  }

  @Property(tries = 200)
  void placesAllWithinCapacityAndEveryConstraintOrNothing(@ForAll long seed) {
    World world = World.of(seed);
    Town town = world.run();

    if (!isPlaced(town)) {
      assertThat(town.reservations()).isZero();
      assertThat(world.parts()).allSatisfy(p -> assertThat(slots(town, p)).isEmpty());
      return;
    }
    int[] cost = {0};
    Set<String> ports = new HashSet<>();
    for (Part part : world.parts()) {
      assertThat(slots(town, part)).hasSize(part.replicas());
      for (Workload.Slot slot : slots(town, part)) {
        Place place = world.at(slot.host());
        assertThat(world.takes(place, part)).as("%s on %s", part, place).isTrue();
        assertThat(slot.ports()).hasSize(part.ports());
        slot.ports().values().forEach(n -> assertThat(ports.add(place.host() + n)).isTrue());
        slot.ports().values().forEach(n -> assertThat(n).isBetween(20_000, 19_999 + place.ports()));
        cost[0] += part.cpu() * place.price();
      }
    }
    world.maxPrice().ifPresent(most -> assertThat(cost[0]).isLessThanOrEqualTo(most));
    for (Place place : world.places()) {
      assertThat(taken(town, place, "cpu")).isLessThanOrEqualTo(BigDecimal.valueOf(place.cpu()));
      assertThat(taken(town, place, "memory"))
          .isLessThanOrEqualTo(BigDecimal.valueOf((long) place.memory() << 30));
    }
  }

  private static BigDecimal taken(Town town, Place place, String unit) {
    return town.drive
        .snapshot()
        .list(Reservation.KIND)
        .map(r -> r.spec().as(Reservation.Spec.class))
        .filter(s -> s.pool().equals(place.ref().toString()))
        .map(s -> s.amounts().getOrDefault(unit, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Property(tries = 200)
  void takesTheCheapestOfAllThatFitAndRefusesOnlyIfNoneDoes(@ForAll long seed) {
    World world = World.of(seed).single(seed);
    Part part = world.parts().get(0);
    Optional<Place> best =
        world.places().stream()
            .filter(p -> world.takes(p, part))
            .min(Comparator.comparingInt(p -> p.price() * part.cpu()));

    Town town = world.run();

    assertThat(isPlaced(town)).isEqualTo(best.isPresent());
    best.ifPresent(
        b -> {
          Place chosen = world.at(slots(town, part).get(0).host());
          assertThat(chosen.price() * part.cpu()).isEqualTo(b.price() * part.cpu());
        });
  }

  @Property(tries = 60)
  void decidesTheSameInWhateverOrderThePlacesBecameKnown(@ForAll long seed) {
    World world = World.of(seed);
    Town one = world.run();
    List<Place> shuffled = new ArrayList<>(world.places());
    Collections.shuffle(shuffled, new Random(seed + 1));
    Town other = world.town(shuffled);
    world.apply(other, world.maxPrice());
    other.run();

    assertThat(other.placed("app").message()).isEqualTo(one.placed("app").message());
    for (Part part : world.parts()) {
      assertThat(slots(other, part)).isEqualTo(slots(one, part));
    }
  }

  @Property(tries = 60)
  void leavesWhatStandsWhenOtherPlacesBecomeCheaperOrItsOwnIsCordoned(@ForAll long seed) {
    World world = World.of(seed);
    Town town = world.run();
    List<List<Workload.Slot>> before = world.parts().stream().map(p -> slots(town, p)).toList();
    boolean placed = isPlaced(town);

    world.apply(town, Optional.empty());
    town.site("s9", "{'price':{'currency':'EUR','cpuHour':0,'memoryGibHour':0}}");
    town.host("s9", "free", "{'allocatable':{'cpu':99,'memory':99999999999999}}");
    for (Place p : world.places()) {
      town.site("s" + p.site(), "{'jurisdiction':'%s','cordoned':true}".formatted(p.law()));
    }
    town.run();

    assertThat(placed ? world.parts().stream().map(p -> slots(town, p)).toList() : before)
        .isEqualTo(before);
  }

  @Property(tries = 200)
  void explainsEveryPlaceThatCannotTakeIt(@ForAll long seed) {
    World world = World.of(seed).single(seed);
    Part part = world.parts().get(0);

    Town town = world.run();

    for (Place place : world.places()) {
      List<Why> said =
          town.whys().stream()
              .filter(w -> !w.isChosen())
              .filter(
                  w ->
                      w.candidate().equals(place.ref())
                          || w.candidate().equals(new Ref("Site", "system", "s" + place.site())))
              .toList();
      boolean fits = world.takes(place, part);
      assertThat(said.isEmpty() || !fits).as("%s fits, yet: %s", place, said).isTrue();
      assertThat(fits || !said.isEmpty()).as("%s is not explained", place).isTrue();
      assertThat(said)
          .allSatisfy(
              w -> {
                assertThat(w.found()).isNotBlank();
                assertThat(w.wanted()).isNotBlank();
                assertThat(w.cure()).isNotBlank();
              });
    }
  }
}
