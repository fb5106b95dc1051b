package org.hansa.drivers.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Session;
import org.hansa.drivers.simulator.cluster.Clusters;
import org.hansa.drivers.simulator.data.Continuum;
import org.hansa.drivers.simulator.data.Offer;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.energy.EnergySource;
import org.hansa.drivers.simulator.energy.PowerMeter;
import org.hansa.drivers.simulator.machine.BareMetals;
import org.hansa.drivers.simulator.machine.BaseImages;
import org.hansa.drivers.simulator.machine.Images;
import org.hansa.drivers.simulator.machine.Machines;
import org.hansa.drivers.simulator.machine.Servers;
import org.hansa.drivers.simulator.machine.Sizes;
import org.hansa.drivers.simulator.machine.Sources;
import org.hansa.drivers.simulator.machine.Volumes;
import org.hansa.drivers.simulator.network.Networks;
import org.hansa.drivers.simulator.network.Paths;
import org.hansa.drivers.simulator.network.Points;
import org.hansa.drivers.simulator.workload.Forwards;
import org.hansa.drivers.simulator.workload.Hosts;
import org.hansa.drivers.simulator.workload.WorkloadMeter;
import org.hansa.drivers.simulator.workload.Workloads;
import org.hansa.drivers.simulator.world.Here;

/** An open endpoint: the facets that its site has something for. */
final class SimulatorSession implements Session {

  /** A neighbour is what a plan may want to compare; a thousand would only fill documents. */
  private static final int NEIGHBOURS = 8;

  private final Here here;
  private final List<Ability> facets;

  SimulatorSession(Here here) {
    this.here = here;
    List<Ability> all = new ArrayList<>();
    Site site = here.site();
    Offer offer = site.offer();
    if (!site.hosts().isEmpty()) {
      Workloads workloads = new Workloads(here);
      all.add(new Hosts(here));
      all.add(workloads);
      all.add(new Forwards(here));
      all.add(new WorkloadMeter(here, workloads));
    }
    boolean machines = !site.hosts().isEmpty() && !offer.sizes().isEmpty();
    boolean clusters = !site.hosts().isEmpty() && !offer.kubernetes().isEmpty();
    Images images = new Images(here);
    Sources sources = new Sources(here, images);
    Networks networks = new Networks(here);
    Optional<Volumes> volumes =
        Optional.of(new Volumes(here, sources)).filter(v -> !offer.volumes().isEmpty());
    if (machines || clusters) {
      all.add(networks);
    }
    if (machines || !site.servers().isEmpty()) {
      all.add(images);
      all.add(new BaseImages(here));
    }
    if (machines) {
      all.add(new Sizes(here));
      all.add(new Machines(here, sources, volumes, networks));
      volumes.ifPresent(all::add);
    }
    if (clusters) {
      all.add(new Clusters(here, networks));
    }
    if (!site.servers().isEmpty()) {
      Servers servers = new Servers(here);
      all.add(servers);
      all.add(new BareMetals(here, sources, servers));
    }
    if (Points.controls(site)) {
      Points points = new Points(here);
      all.add(points);
      all.add(new Paths(here, points));
    }
    all.add(new PowerMeter(here));
    all.add(new EnergySource(here));
    this.facets = List.copyOf(all);
  }

  @Override
  public List<Ability> facets() {
    return facets;
  }

  @Override
  public Map<String, String> capabilities() {
    Map<String, String> words = new TreeMap<>();
    Site site = here.site();
    words.put("simulated", "true");
    words.put("limits.cpu", "simulated");
    words.put("limits.memory", "simulated");
    words.put("uplink", Long.toString(site.uplink()));
    if (!site.offer().volumes().isEmpty()) {
      words.put("volume.types", String.join(",", site.offer().volumes().keySet()));
    }
    if (!site.offer().kubernetes().isEmpty()) {
      words.put("cluster.versions", String.join(",", site.offer().kubernetes()));
    }
    neighbours(site, words);
    return words;
  }

  /** Milliseconds one way, and bits a second, to the nearest other sites. */
  private static void neighbours(Site site, Map<String, String> words) {
    Continuum continuum = site.continuum();
    continuum.sites().keySet().stream()
        .filter(other -> !other.equals(site.name()))
        .map(other -> Map.entry(other, continuum.latency(site.name(), other)))
        .sorted(Map.Entry.comparingByValue())
        .limit(NEIGHBOURS)
        .forEach(
            near -> {
              String other = near.getKey();
              words.put("latency." + other, String.format(Locale.ROOT, "%.2f", near.getValue()));
              long bandwidth = continuum.bandwidth(site.name(), other);
              words.put("bandwidth." + other, Long.toString(bandwidth));
            });
  }

  /** Everything stays as it is: it is in the folder. */
  @Override
  public void close() {
    here.close();
  }
}
