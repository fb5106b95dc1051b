package org.hansa.core.kit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hansa.core.driver.Inventory;
import org.hansa.core.driver.Named;
import org.hansa.core.driver.machine.BaseImageFacet;
import org.hansa.core.driver.machine.ServerFacet;
import org.hansa.core.driver.machine.SizeFacet;
import org.hansa.core.driver.network.PointFacet;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.driver.workload.HostFacet;

/** What is found behind an endpoint. */
final class InventoryRules {

  static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?");
  private static final int LAST_PORT = 65_535;

  private InventoryRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            "inventory-records",
            "What is found is of the record that the inventory says.",
            InventoryRules::records),
        Rule.of(
            "inventory-names",
            "Names are lower-case words, and no two are alike.",
            InventoryRules::names),
        Rule.of(
            "inventory-stable",
            "Two looks show the same names, and, where nobody changes it, the same.",
            InventoryRules::stable),
        Rule.of(
            HostFacet.NAME,
            "host-capacity",
            "A host has a cpu and a memory capacity, and none is negative.",
            InventoryRules::hostCapacity),
        Rule.of(
            HostFacet.NAME,
            "host-ports",
            "A host's ports are a range, and the taken ones are in it.",
            InventoryRules::hostPorts),
        Rule.of(
            HostFacet.NAME,
            "host-site",
            "A host stands at the endpoint's own site, or at one that is found there.",
            InventoryRules::hostSite),
        Rule.of(
            SiteFacet.NAME,
            "site-says",
            "A site is in a country and on the Earth, and none of its figures is negative.",
            PlaceRules::says),
        Rule.of(
            ServerFacet.NAME,
            "server-capacity",
            "A server has a cpu and a memory capacity, and none is negative.",
            InventoryRules::serverCapacity),
        Rule.of(
            SizeFacet.NAME, "size-figures", "A size has cpu and memory.", InventoryRules::sizes),
        Rule.of(
            BaseImageFacet.NAME,
            "base-image-disk",
            "A base image needs no negative disk.",
            InventoryRules::images),
        Rule.of(
            PointFacet.NAME,
            "point-free",
            "A point has no more free than its capacity.",
            InventoryRules::points));
  }

  private static List<Inventory<?>> inventories(Opened session) {
    List<Inventory<?>> all = new ArrayList<>();
    session.all(Inventory.class).forEach(i -> all.add((Inventory<?>) i));
    Unmet.unless(!all.isEmpty(), "it has no inventory");
    return all;
  }

  private static List<? extends Named> found(Stage stage, Inventory<?> inventory) {
    return inventory.all(stage.ground().soon());
  }

  private static void records(Stage stage) {
    for (Inventory<?> inventory : inventories(stage.ours())) {
      for (Object one : found(stage, inventory)) {
        Broken.unless(
            inventory.state().isInstance(one),
            inventory.name() + " has a " + one.getClass().getName());
      }
    }
  }

  private static void names(Stage stage) {
    for (Inventory<?> inventory : inventories(stage.ours())) {
      names(inventory.name(), found(stage, inventory));
    }
  }

  static void names(String ability, List<? extends Named> found) {
    Set<String> seen = new HashSet<>();
    for (Named one : found) {
      Broken.unless(
          NAME.matcher(one.name()).matches(),
          ability + " has the name '" + Words.brief(one.name()) + "'");
      Broken.unless(seen.add(one.name()), ability + " has " + one.name() + " twice");
    }
  }

  private static void stable(Stage stage) {
    for (Inventory<?> inventory : inventories(stage.ours())) {
      Map<String, Named> before = byName(found(stage, inventory));
      Map<String, Named> now = byName(found(stage, inventory));
      boolean same =
          stage.subject().shared() ? before.keySet().equals(now.keySet()) : before.equals(now);
      Broken.unless(
          same, inventory.name() + " was " + Words.brief(before) + " and is " + Words.brief(now));
    }
  }

  private static Map<String, Named> byName(List<? extends Named> found) {
    return found.stream().collect(Collectors.toMap(Named::name, n -> n, (a, b) -> a));
  }

  private static void hostCapacity(Stage stage) {
    stage
        .need(HostFacet.class)
        .all(stage.ground().soon())
        .forEach(h -> capacity(h.name(), h.capacity()));
  }

  private static void capacity(String name, Map<String, BigDecimal> capacity) {
    for (String unit : List.of("cpu", "memory")) {
      Broken.unless(capacity.containsKey(unit), name + " says no " + unit);
    }
    capacity.forEach(
        (unit, amount) ->
            Broken.unless(amount.signum() >= 0, name + " has " + amount + " of " + unit));
  }

  private static void hostPorts(Stage stage) {
    stage
        .need(HostFacet.class)
        .all(stage.ground().soon())
        .forEach(
            host -> {
              int first = host.firstPort();
              int last = host.lastPort();
              Broken.unless(
                  first >= 1 && first <= last && last <= LAST_PORT,
                  host.name() + " has ports " + first + " to " + last);
              host.takenPorts()
                  .forEach(
                      port ->
                          Broken.unless(
                              port >= first && port <= last,
                              host.name() + " says that " + port + " is taken, out of its range"));
            });
  }

  private static void hostSite(Stage stage) {
    Set<String> places = PlaceRules.names(stage);
    stage
        .need(HostFacet.class)
        .all(stage.ground().soon())
        .forEach(
            host ->
                host.site()
                    .ifPresent(
                        site ->
                            Broken.unless(
                                places.contains(site),
                                host.name()
                                    + " stands at '"
                                    + Words.brief(site)
                                    + "', and found are "
                                    + Words.brief(places))));
  }

  private static void serverCapacity(Stage stage) {
    stage
        .need(ServerFacet.class)
        .all(stage.ground().soon())
        .forEach(s -> capacity(s.name(), s.capacity()));
  }

  private static void sizes(Stage stage) {
    stage
        .need(SizeFacet.class)
        .all(stage.ground().soon())
        .forEach(
            s ->
                Broken.unless(
                    s.cpu() > 0 && s.memory() > 0 && s.disk() >= 0, "it is " + Words.brief(s)));
  }

  private static void images(Stage stage) {
    stage
        .need(BaseImageFacet.class)
        .all(stage.ground().soon())
        .forEach(i -> Broken.unless(i.disk() >= 0, i.name() + " needs " + i.disk()));
  }

  private static void points(Stage stage) {
    stage
        .need(PointFacet.class)
        .all(stage.ground().soon())
        .forEach(
            p ->
                Broken.unless(
                    p.free() >= 0 && p.free() <= p.capacity(),
                    p.name() + " has " + p.free() + " of " + p.capacity() + " free"));
  }
}
