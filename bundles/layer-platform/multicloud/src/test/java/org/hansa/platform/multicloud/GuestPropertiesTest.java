package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Host;

/**
 * Contracts, grants and a guest's applications change at random. By a judge of its own: nothing of
 * the guest ever stands where no contract in force lets it, nor is more taken than is shared.
 */
class GuestPropertiesTest {

  private static final List<String> SITES = List.of("hall", "annex", "cellar");

  /** What the contract says now, as the judge remembers it. */
  private static final class Said {
    boolean there = true;
    boolean granted = true;
    int hoursLeft = 100;
    int first = 20_050;
    final Map<String, Integer> cpus = new HashMap<>(Map.of("hall", 3));

    String json() {
      List<String> shares = new ArrayList<>();
      cpus.forEach((site, n) -> shares.add("{'site':'" + site + "','cpu':" + n + "}"));
      return "{'sites':[%s],'ports':{'first':%d,'last':%d},'until':'2026-01-0%dT%02d:00:00Z'}"
          .formatted(
              String.join(",", shares), first, first + 3, 1 + hoursLeft / 24, hoursLeft % 24);
    }
  }

  @Property(tries = 150)
  void nothingOfAGuestStandsOutsideItsContract(@ForAll long seed) {
    Random random = new Random(seed);
    Inn inn = new Inn();
    inn.town.host("hall", "two", "{}").site("cellar", "{}").host("cellar", "deep", "{}");
    Said said = new Said();
    int now = 0;
    Map<String, BigDecimal> before = Map.of();
    inn.contract(said.json());
    for (int round = 0; round < 12; round++) {
      int hours = random.nextInt(4);
      now += hours;
      change(random, inn, said);
      applications(random, inn);
      inn.run();
      inn.pass(Duration.ofHours(hours));

      Map<String, BigDecimal> taken = taken(inn.town.drive.snapshot(), said, now);
      for (Map.Entry<String, BigDecimal> site : taken.entrySet()) {
        BigDecimal most = BigDecimal.valueOf(said.cpus.getOrDefault(site.getKey(), 0));
        BigDecimal was = before.getOrDefault(site.getKey(), BigDecimal.ZERO);
        assertThat(site.getValue()).as("of " + site.getKey()).isLessThanOrEqualTo(most.max(was));
      }
      before = taken;
    }
  }

  private static void change(Random random, Inn inn, Said said) {
    switch (random.nextInt(8)) {
      case 0 -> said.granted = !said.granted;
      case 1 -> said.there = !said.there;
      case 2 -> said.first = 20_000 + random.nextInt(90);
      case 3 -> said.cpus.put(SITES.get(random.nextInt(3)), random.nextInt(5));
      case 4 -> said.cpus.remove(SITES.get(random.nextInt(3)));
      case 5 -> said.hoursLeft = random.nextInt(60);
      default -> {}
    }
    inn.delete(Inn.GRANT);
    if (said.granted) {
      inn.put(Inn.GRANT, "{'to':'acme','rights':[{'kinds':['Site'],'verbs':['ASK']}]}");
    }
    if (said.there) {
      inn.contract(said.json());
    } else {
      inn.delete(Inn.CONTRACT);
    }
  }

  private static void applications(Random random, Inn inn) {
    for (String app : List.of("shop", "mill")) {
      if (random.nextInt(2) == 0) {
        String ports = random.nextBoolean() ? "[{'name':'http'}]" : "[]";
        String web =
            "{'name':'web','runtime':'process','replicas':%d,'ports':%s,'requires':{'cpu':%d}}"
                .formatted(random.nextInt(4), ports, random.nextInt(3));
        inn.town.application(app, "{}", web);
      }
    }
  }

  /** What the guest has of each site; none of it where nothing lets it. */
  private static Map<String, BigDecimal> taken(Snapshot state, Said said, int now) {
    Map<String, BigDecimal> taken = new HashMap<>();
    for (Resource held : state.list(Reservation.KIND).toList()) {
      Reservation.Spec spec = held.spec().as(Reservation.Spec.class);
      String site =
          state.get(Ref.parse(spec.pool())).orElseThrow().spec().as(Host.Spec.class).site();
      assertThat(said.there && said.granted && now < said.hoursLeft)
          .as(held.ref() + " stands by a contract in force")
          .isTrue();
      assertThat(said.cpus).as(held.ref() + " stands where it is shared").containsKey(site);
      assertThat(spec.keys())
          .allSatisfy(
              key ->
                  assertThat(Integer.parseInt(key.substring(4)))
                      .isBetween(said.first, said.first + 3));
      taken.merge(site, spec.amounts().getOrDefault("cpu", BigDecimal.ZERO), BigDecimal::add);
    }
    return taken;
  }
}
