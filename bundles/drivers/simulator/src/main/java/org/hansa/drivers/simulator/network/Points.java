package org.hansa.drivers.simulator.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.network.PointFacet;
import org.hansa.core.driver.network.PointState;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.data.Transport;
import org.hansa.drivers.simulator.world.Here;

/** The points of the transport networks that a site controls. */
public final class Points implements PointFacet {

  /**
   * A point.
   *
   * @param network the transport network's name
   */
  record Point(String name, String network, Transport transport, String site, int port, long rate) {

    String pool() {
      return "point:" + name;
    }
  }

  private final Here here;
  private final Map<String, Point> points = new LinkedHashMap<>();

  public Points(Here here) {
    this.here = here;
    here.site()
        .continuum()
        .transports()
        .forEach(
            (network, transport) -> {
              if (transport.controller().equals(here.site().name())) {
                transport.points().forEach((site, ports) -> add(network, transport, site, ports));
              }
            });
  }

  private void add(String network, Transport transport, String site, Transport.Ports ports) {
    for (int port = 1; port <= ports.ports(); port++) {
      String name = network + "." + site + "." + port;
      points.put(name, new Point(name, network, transport, site, port, ports.rate()));
    }
  }

  public static boolean controls(Site site) {
    return site.continuum().transports().values().stream()
        .anyMatch(t -> t.controller().equals(site.name()));
  }

  Map<String, Point> byName() {
    return points;
  }

  @Override
  public List<PointState> all(Deadline deadline) {
    return here.calls().make(NAME, "all", "", deadline, this::states);
  }

  private List<PointState> states() {
    synchronized (here.book()) {
      here.book().advance();
      List<PointState> all = new ArrayList<>();
      points.values().forEach(point -> all.add(state(point)));
      return List.copyOf(all);
    }
  }

  private PointState state(Point point) {
    return new PointState(
        point.name(),
        Map.of(
            "site", point.site(),
            "node", point.site(),
            "port", Integer.toString(point.port()),
            "layer", point.transport().layer(),
            "network", point.network(),
            "simulated", "true"),
        point.rate(),
        point.rate() - here.book().sum(point.pool()),
        true);
  }
}
