package org.hansa.drivers.simulator.network;

import static org.hansa.drivers.simulator.world.Words.require;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.network.VirtualNetworkFacet;
import org.hansa.core.driver.network.VirtualNetworkSpec;
import org.hansa.core.driver.network.VirtualNetworkState;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Taken;
import org.hansa.drivers.simulator.world.Words;

/** Virtual networks of a site; each is apart from all others, so their ranges may be the same. */
public final class Networks extends Modelled<VirtualNetworkSpec, VirtualNetworkState, Net>
    implements VirtualNetworkFacet {

  private static final int MOST_RESOLVERS = 10;

  public Networks(Here here) {
    super(here, Net.class);
  }

  @Override
  protected void check(VirtualNetworkSpec spec) {
    Words.name(spec.name());
    Range range = Range.of(spec.range());
    spec.gateway()
        .ifPresent(
            gateway -> {
              Optional<InetAddress> address = Range.address(gateway);
              require(
                  address.filter(range::holds).isPresent(),
                  "the gateway '" + gateway + "' is no address in " + spec.range());
            });
    require(
        !spec.outside() || spec.gateway().isPresent(),
        "its machines are to reach beyond, and there is no gateway; name one in " + spec.range());
    require(
        spec.resolvers().size() <= MOST_RESOLVERS,
        "there are more than " + MOST_RESOLVERS + " resolvers");
    spec.resolvers()
        .forEach(
            r -> require(Range.address(r).isPresent(), "the resolver '" + r + "' is no address"));
  }

  @Override
  protected VirtualNetworkState expected(VirtualNetworkSpec spec, String print) {
    return new VirtualNetworkState(
        spec.range(), spec.gateway(), spec.resolvers(), spec.outside(), true, Optional.empty());
  }

  @Override
  protected Made<Net> make(
      String uid,
      VirtualNetworkSpec spec,
      String print,
      Optional<Kept<Net>> before,
      Taken taken,
      long now) {
    before
        .map(k -> k.thing().range())
        .ifPresent(
            range ->
                require(
                    range.equals(spec.range()),
                    "the network "
                        + uid
                        + " has the range "
                        + range
                        + " and cannot be changed to "
                        + spec.range()
                        + "; make another"));
    return new Made<>(
        new Net(print, spec.name(), spec.range(), spec.gateway(), spec.resolvers(), spec.outside()),
        here.durations().network());
  }

  @Override
  protected VirtualNetworkState show(String uid, Kept<Net> kept, long now) {
    Net net = kept.thing();
    return new VirtualNetworkState(
        net.range(),
        net.gateway(),
        net.resolvers(),
        net.outside(),
        !kept.busy(now),
        Optional.of(here.id("net", NAME, uid)));
  }

  @Override
  protected void refuseRemoval(String uid) {
    here.book().holders(Cable.plugged(uid)).stream()
        .findFirst()
        .ifPresent(
            by -> {
              throw Refusal.conflict(
                  "the network " + uid + " is used by " + by + "; remove that first");
            });
  }

  /**
   * An interface in a network; the one that there was, if there was one. The book is locked.
   *
   * @throws DriverException NOT_FOUND if there is no such network, EXHAUSTED if it is full
   */
  public Cable attach(String network, List<Cable> before, Taken taken) {
    Net net = there(network);
    Optional<Cable> old = before.stream().filter(c -> c.network().equals(network)).findFirst();
    if (old.isPresent()) {
      return old.get();
    }
    Range range = Range.of(net.range());
    for (long n = 1; n <= range.room(); n++) {
      String address = range.nth(n);
      boolean gateway = net.gateway().filter(address::equals).isPresent();
      if (!gateway && taken.of(Cable.used(network, address)) == 0) {
        return new Cable(network, address);
      }
    }
    throw Refusal.exhausted(
        "all " + range.room() + " addresses of the network " + network + " are used");
  }

  /**
   * The book is locked.
   *
   * @throws DriverException NOT_FOUND if there is no such network
   */
  public void requireThere(String network) {
    there(network);
  }

  private Net there(String network) {
    return visible(network)
        .map(Kept::thing)
        .orElseThrow(() -> Refusal.notFound("there is no network " + network + "; make it first"));
  }

  @Override
  public List<Trial<VirtualNetworkSpec>> trials(Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "trials",
            "",
            deadline,
            () ->
                List.of(
                    new Trial<>(trial("one", 1, false), trial("one", 1, true)),
                    new Trial<>(trial("two", 2, true), trial("two", 2, false))));
  }

  private static VirtualNetworkSpec trial(String name, int number, boolean outside) {
    return new VirtualNetworkSpec(
        name,
        "10.213." + number + ".0/24",
        Optional.of("10.213." + number + ".1"),
        outside ? List.of("192.0.2.53") : List.of(),
        outside);
  }
}
