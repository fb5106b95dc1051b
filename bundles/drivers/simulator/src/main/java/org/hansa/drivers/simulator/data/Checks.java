package org.hansa.drivers.simulator.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hansa.core.driver.DriverException;

/** That what a continuum refers to is there. */
final class Checks {

  private static final String NAME = "[a-z0-9]([-a-z0-9.]{0,60}[a-z0-9])?";

  private final Continuum data;
  private final Node root;

  /**
   * @param root what the data was read from, to say where something stands
   */
  Checks(Continuum data, Node root) {
    this.data = data;
    this.root = root;
  }

  /**
   * @throws DriverException INVALID with file, line, value, rule and cure
   */
  void all() {
    names("sites", data.sites());
    names("machines", data.machines());
    data.demand()
        .forEach(
            (name, hours) ->
                require(
                    Demand.isCurve(hours),
                    "it has " + hours.size() + " hours; write 24 or 168",
                    "demand",
                    name));
    data.zones().forEach(this::zone);
    data.sizes().forEach(this::size);
    data.profiles().forEach((name, offer) -> offer(offer, "profiles", name));
    data.sites().forEach(this::site);
    IntStream.range(0, data.between().size())
        .forEach(
            i ->
                data.between()
                    .get(i)
                    .sites()
                    .forEach(s -> known(s, data.sites().keySet(), "between", "" + i, "sites")));
    data.transports().forEach(this::transport);
    IntStream.range(0, data.faults().size()).forEach(i -> fault(i, data.faults().get(i)));
    require(!data.sites().isEmpty(), "there is no site; add one", "sites");
  }

  private void fault(int i, FaultRule rule) {
    rule.flaw().ifPresent(flaw -> require(false, flaw, "faults", "" + i));
    rule.site().ifPresent(s -> known(s, data.sites().keySet(), "faults", "" + i, "site"));
  }

  private void names(String section, Map<String, ?> all) {
    all.keySet()
        .forEach(name -> require(name.matches(NAME), "its name must match " + NAME, section, name));
  }

  private void zone(String name, Zone zone) {
    Stream.of(zone.carbon(), zone.price(), zone.renewable())
        .forEach(series -> known(series.shape(), data.shapes().keySet(), "zones", name));
  }

  private void size(String name, Size size) {
    List<String> accelerators =
        data.machines().values().stream().flatMap(m -> m.accelerator().stream()).toList();
    size.accelerator().ifPresent(a -> known(a, accelerators, "sizes", name, "accelerator"));
  }

  private void offer(Offer offer, String... path) {
    offer.hosts().keySet().forEach(t -> known(t, data.machines().keySet(), at(path, "hosts")));
    offer.servers().keySet().forEach(t -> known(t, data.machines().keySet(), at(path, "servers")));
    offer.sizes().forEach(s -> known(s, data.sizes().keySet(), at(path, "sizes")));
    offer.images().forEach(i -> known(i, data.images().keySet(), at(path, "images")));
  }

  private void site(String name, Place place) {
    known(place.provider(), data.providers().keySet(), "sites", name, "provider");
    known(place.zone(), data.zones().keySet(), "sites", name, "zone");
    known(place.prices(), data.prices().keySet(), "sites", name, "prices");
    known(place.profile(), data.profiles().keySet(), "sites", name, "profile");
    known(place.demand(), data.demand().keySet(), "sites", name, "demand");
    place.offer().ifPresent(own -> offer(own, "sites", name, "offer"));
    require(
        place.renewables().solar().signum() == 0 || data.shapes().containsKey("solar"),
        "there is no shape 'solar'; declare it among the shapes",
        "sites",
        name,
        "renewables");
    require(
        place.renewables().wind().signum() == 0 || data.shapes().containsKey("wind"),
        "there is no shape 'wind'; declare it among the shapes",
        "sites",
        name,
        "renewables");
    List<String> servers = Site.of(data, name).servers().stream().map(Site.Unit::name).toList();
    place.health().keySet().forEach(s -> known(s, servers, "sites", name, "health"));
  }

  private void transport(String name, Transport transport) {
    known(transport.controller(), data.sites().keySet(), "transports", name, "controller");
    List<String> nodes = new ArrayList<>();
    for (Transport.Link link : transport.links()) {
      link.between().forEach(s -> known(s, data.sites().keySet(), "transports", name, "links"));
      nodes.addAll(link.between());
    }
    long distinct = transport.links().stream().map(Transport.Link::name).distinct().count();
    require(
        distinct == transport.links().size(),
        "two links join the same sites; make one of them",
        "transports",
        name,
        "links");
    transport.points().keySet().forEach(s -> known(s, nodes, "transports", name, "points"));
  }

  private void known(String word, Collection<String> known, String... path) {
    require(
        known.contains(word), "'" + word + "' is not there; " + Nearest.cure(word, known), path);
  }

  private void require(boolean holds, String rule, String... path) {
    if (!holds) {
      throw Refusal.invalid(at(path) + ": " + String.join(".", path) + ": " + rule);
    }
  }

  private static String[] at(String[] path, String last) {
    return Stream.concat(Stream.of(path), Stream.of(last)).toArray(String[]::new);
  }

  /** Where the path stands, as far as it goes. */
  private Node.At at(String... path) {
    Node node = root;
    for (String step : path) {
      if (node instanceof Node.Fields fields && fields.all().containsKey(step)) {
        node = fields.all().get(step);
      } else if (node instanceof Node.Items items && step.matches("[0-9]{1,6}")) {
        node = items.all().get(Integer.parseInt(step));
      }
    }
    return node.at();
  }
}
