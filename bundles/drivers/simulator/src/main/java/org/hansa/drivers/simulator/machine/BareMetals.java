package org.hansa.drivers.simulator.machine;

import static org.hansa.drivers.simulator.world.Words.require;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.machine.BareMetalFacet;
import org.hansa.core.driver.machine.BareMetalSpec;
import org.hansa.core.driver.machine.BareMetalState;
import org.hansa.core.driver.machine.ServerState;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Taken;
import org.hansa.drivers.simulator.world.Words;

/** Claims to the servers of a site. */
public final class BareMetals extends Modelled<BareMetalSpec, BareMetalState, Claim>
    implements BareMetalFacet {

  private static final Pattern SERVER = Pattern.compile("[a-z0-9][-a-z0-9.]{0,127}");

  private final Sources sources;
  private final Servers servers;

  public BareMetals(Here here, Sources sources, Servers servers) {
    super(here, Claim.class);
    this.sources = sources;
    this.servers = servers;
  }

  @Override
  protected void check(BareMetalSpec spec) {
    Words.hostName(spec.name());
    require(
        SERVER.matcher(spec.server()).matches(),
        "the server '" + spec.server() + "' is not lower case letters, digits, '-' and '.'");
    spec.image().ifPresent(image -> Words.reference("image", image));
    Words.keys(spec.keys());
    spec.userData().ifPresent(Words::userData);
  }

  @Override
  protected BareMetalState expected(BareMetalSpec spec, String print) {
    return new BareMetalState(spec.server(), spec.on(), spec.image(), List.of(), Optional.empty());
  }

  @Override
  protected Made<Claim> make(
      String uid,
      BareMetalSpec spec,
      String print,
      Optional<Kept<Claim>> before,
      Taken taken,
      long now) {
    Optional<Claim> old = before.filter(k -> !k.leaving()).map(Kept::thing);
    require(
        before.map(k -> k.thing().server()).orElse(spec.server()).equals(spec.server()),
        "the claim "
            + uid
            + " is to "
            + before.map(k -> k.thing().server()).orElse("")
            + " and cannot be changed to "
            + spec.server()
            + "; make another");
    requireServer(spec.server(), before.isPresent(), taken);
    spec.image().ifPresent(image -> sources.require(image));
    Claim claim =
        new Claim(
            print,
            spec.name(),
            spec.server(),
            spec.on(),
            spec.image(),
            spec.image().map(image -> address(spec.server())));
    boolean written = old.filter(o -> o.image().equals(spec.image())).isPresent();
    return new Made<>(claim, work(spec, old, written));
  }

  private Duration work(BareMetalSpec spec, Optional<Claim> old, boolean written) {
    if (spec.image().isPresent() && !written) {
      return here.durations().deploy();
    }
    return old.filter(o -> o.on() == spec.on()).isPresent()
        ? Duration.ZERO
        : here.durations().power();
  }

  private void requireServer(String server, boolean ours, Taken taken) {
    if (here.site().servers().stream().noneMatch(unit -> unit.name().equals(server))) {
      throw Refusal.notFound(
          "there is no server " + server + " at " + here.site().name() + "; look at them");
    }
    taken
        .by(Claim.server(server))
        .ifPresent(
            by -> {
              throw Refusal.conflict("the server " + server + " is claimed by " + by);
            });
    if (!ours && servers.health(server) == ServerState.Health.CRITICAL) {
      throw Refusal.conflict("the server " + server + " is in a critical state; take another");
    }
  }

  private String address(String server) {
    int number = here.site().servers().stream().map(Site.Unit::name).toList().indexOf(server);
    return "198.51.100." + (number % 254 + 1);
  }

  @Override
  protected BareMetalState show(String uid, Kept<Claim> kept, long now) {
    Claim claim = kept.thing();
    boolean there = claim.on() && !kept.busy(now);
    return new BareMetalState(
        claim.server(),
        claim.on(),
        claim.image(),
        there ? claim.address().stream().toList() : List.of(),
        Optional.empty());
  }

  @Override
  protected Duration leaving() {
    return here.durations().wipe();
  }

  @Override
  public List<Trial<BareMetalSpec>> trials(Deadline deadline) {
    return here.calls().make(NAME, "trials", "", deadline, this::trials);
  }

  private List<Trial<BareMetalSpec>> trials() {
    List<String> free;
    synchronized (here.book()) {
      here.book().advance();
      free =
          here.site().servers().stream()
              .map(Site.Unit::name)
              .filter(name -> here.book().sum(Claim.server(name)) == 0)
              .filter(name -> servers.health(name) != ServerState.Health.CRITICAL)
              .limit(2)
              .toList();
    }
    if (free.size() < 2) {
      throw Refusal.exhausted("fewer than two servers of " + here.site().name() + " are free");
    }
    return List.of(
        new Trial<>(trial("one", free.get(0), false), trial("one", free.get(0), true)),
        new Trial<>(trial("two", free.get(1), true), trial("two", free.get(1), false)));
  }

  private static BareMetalSpec trial(String name, String server, boolean on) {
    return new BareMetalSpec(name, server, Optional.empty(), List.of(), Optional.empty(), on);
  }
}
