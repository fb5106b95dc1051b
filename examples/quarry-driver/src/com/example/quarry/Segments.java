package com.example.quarry;

import com.example.quarry.Quarry.Thing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.http.Key;
import org.hansa.core.driver.network.VirtualNetworkFacet;
import org.hansa.core.driver.network.VirtualNetworkSpec;
import org.hansa.core.driver.network.VirtualNetworkState;

/** Segments are networks; what Quarry does to them is done when it answers. */
record Segments(Quarry quarry) implements VirtualNetworkFacet {

  static final String PATH = "/segments";

  /** As Quarry writes one. */
  record Segment(
      String id,
      Map<String, String> labels,
      String cidr,
      @Key("gw") Optional<String> gateway,
      List<String> dns,
      boolean routed)
      implements Thing {

    VirtualNetworkState state() {
      return new VirtualNetworkState(cidr, gateway, dns, routed, true, Optional.of(id));
    }

    boolean is(VirtualNetworkSpec spec) {
      return gateway.equals(spec.gateway())
          && dns.equals(spec.resolvers())
          && routed == spec.outside();
    }
  }

  private record Made(
      String name,
      Map<String, String> labels,
      String cidr,
      @Key("gw") Optional<String> gateway,
      List<String> dns,
      boolean routed) {}

  private record Change(@Key("gw") Optional<String> gateway, List<String> dns, boolean routed) {}

  @Override
  public Duration settle() {
    return Quarry.SETTLE;
  }

  @Override
  public Observed<VirtualNetworkState> observe(String uid, Deadline deadline) {
    return Observed.of(quarry.find(PATH, Segment.class, uid, deadline).map(Segment::state));
  }

  @Override
  public Observed<VirtualNetworkState> apply(
      String uid, VirtualNetworkSpec spec, Deadline deadline) {
    spec.checked();
    Optional<Segment> now = quarry.find(PATH, Segment.class, uid, deadline);
    DriverException.require(
        now.stream().allMatch(segment -> segment.cidr().equals(spec.range())),
        "a segment keeps its range: make another for " + spec.range());
    if (now.isEmpty()) {
      Made made =
          new Made(
              quarry.name(uid),
              quarry.labels(uid),
              spec.range(),
              spec.gateway(),
              spec.resolvers(),
              spec.outside());
      quarry.make(PATH, made, deadline);
    } else if (!now.get().is(spec)) {
      Change change = new Change(spec.gateway(), spec.resolvers(), spec.outside());
      quarry.change(PATH, now.get().id(), change, deadline);
    }
    return observe(uid, deadline);
  }

  @Override
  public Observed<VirtualNetworkState> remove(String uid, Deadline deadline) {
    quarry
        .find(PATH, Segment.class, uid, deadline)
        .ifPresent(segment -> quarry.remove(PATH, segment.id(), deadline));
    return Observed.absent();
  }

  @Override
  public VirtualNetworkState expect(VirtualNetworkSpec spec) {
    spec.checked();
    return new VirtualNetworkState(
        spec.range(), spec.gateway(), spec.resolvers(), spec.outside(), true, Optional.empty());
  }

  @Override
  public Page<VirtualNetworkState> list(Optional<String> cursor, int most, Deadline deadline) {
    return quarry
        .api()
        .page(
            cursor,
            most,
            quarry.ours(PATH, Segment.class),
            segment -> new Page.Item<>(Quarry.uid(segment.labels()), segment.state()),
            deadline);
  }

  @Override
  public List<Trial<VirtualNetworkSpec>> trials(Deadline deadline) {
    return List.of(trial(1), trial(2));
  }

  private static Trial<VirtualNetworkSpec> trial(int n) {
    return new Trial<>(spec(n, "9.9.9.9"), spec(n, "9.9.9.10"));
  }

  private static VirtualNetworkSpec spec(int n, String resolver) {
    String net = "10.77." + n;
    return new VirtualNetworkSpec(
        "try-" + n, net + ".0/24", Optional.of(net + ".1"), List.of(resolver), false);
  }
}
