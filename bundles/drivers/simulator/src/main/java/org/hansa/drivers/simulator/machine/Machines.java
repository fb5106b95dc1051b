package org.hansa.drivers.simulator.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.machine.VirtualMachineFacet;
import org.hansa.core.driver.machine.VirtualMachineSpec;
import org.hansa.core.driver.machine.VirtualMachineState;
import org.hansa.core.driver.machine.VirtualMachineState.Phase;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.data.Size;
import org.hansa.drivers.simulator.network.Cable;
import org.hansa.drivers.simulator.network.Networks;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Room;
import org.hansa.drivers.simulator.world.Taken;

/** Virtual machines on the hosts of a site. */
public final class Machines extends Modelled<VirtualMachineSpec, VirtualMachineState, Guest>
    implements VirtualMachineFacet {

  private static final int MOST_LINES = 10_000;

  private final Sources sources;
  private final Optional<Volumes> volumes;
  private final Networks networks;

  public Machines(Here here, Sources sources, Optional<Volumes> volumes, Networks networks) {
    super(here, Guest.class);
    this.sources = sources;
    this.volumes = volumes;
    this.networks = networks;
  }

  @Override
  protected void check(VirtualMachineSpec spec) {
    new MachineSpecs(here.site(), sources).check(spec);
  }

  @Override
  protected VirtualMachineState expected(VirtualMachineSpec spec, String print) {
    return new VirtualMachineState(
        spec.on() ? Phase.RUNNING : Phase.STOPPED,
        spec.cpu(),
        spec.memory(),
        spec.disk(),
        spec.image(),
        spec.volumes(),
        spec.networks(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  protected Made<Guest> make(
      String uid,
      VirtualMachineSpec spec,
      String print,
      Optional<Kept<Guest>> before,
      Taken taken,
      long now) {
    Optional<Guest> old = before.map(Kept::thing);
    old.ifPresent(o -> MachineSpecs.refuseShrinking(uid, o.disk(), spec.disk()));
    boolean anew = old.filter(o -> o.image().equals(spec.image())).isEmpty();
    if (anew) {
      sources.require(spec.image());
    }
    spec.volumes().forEach(volume -> requireVolume(volume, taken));
    List<Cable> cables =
        spec.networks().stream()
            .map(
                network ->
                    networks.attach(network, old.map(Guest::cables).orElse(List.of()), taken))
            .toList();
    Room.Seat seat = seat(spec, old, taken);
    boolean resized =
        old.filter(o -> o.cpu() == spec.cpu() && o.memory() == spec.memory()).isEmpty();
    boolean boots = spec.on() && (anew || resized || !old.get().on());
    return new Made<>(
        new Guest(
            print,
            spec.name(),
            spec.size().orElse(""),
            spec.cpu(),
            spec.memory(),
            spec.disk(),
            spec.image(),
            spec.volumes(),
            cables,
            cables.isEmpty() ? own(uid) : cables.stream().map(Cable::address).toList(),
            spec.on(),
            old.map(Guest::build).orElse(0) + (anew ? 1 : 0),
            boots ? now : old.map(Guest::booted).orElse(now),
            boots,
            seat.host(),
            seat.holds()),
        work(spec, old, boots));
  }

  private Duration work(VirtualMachineSpec spec, Optional<Guest> old, boolean boots) {
    if (boots) {
      return here.durations().boot();
    }
    boolean asItWas =
        old.filter(
                o ->
                    o.on() == spec.on()
                        && o.disk() == spec.disk()
                        && o.image().equals(spec.image())
                        && o.volumes().equals(spec.volumes())
                        && o.networks().equals(spec.networks()))
            .isPresent();
    return asItWas ? Duration.ZERO : here.durations().power();
  }

  private void requireVolume(String volume, Taken taken) {
    if (volumes.flatMap(v -> v.visible(volume)).isEmpty()) {
      throw Refusal.notFound("there is no volume " + volume + "; make it first");
    }
    taken
        .by(Disk.attachment(volume))
        .ifPresent(
            other -> {
              throw Refusal.conflict("the volume " + volume + " is attached to " + other);
            });
  }

  /** It stays on its host if it still fits there, and else moves. */
  private Room.Seat seat(VirtualMachineSpec spec, Optional<Guest> old, Taken taken) {
    Optional<Size> size = spec.size().map(here.site().continuum().sizes()::get);
    Room.Need need =
        new Room.Need(
            spec.cpu() * 1_000L,
            spec.memory(),
            spec.disk(),
            size.map(Size::accelerators).orElse(0),
            size.flatMap(Size::accelerator));
    return new Room(here.site()).onHost(need, taken, old.map(Guest::host));
  }

  /** In the endpoint's own network. Of the ranges for documentation, and not all different. */
  private List<String> own(String uid) {
    int number = (int) (here.chance().of("address", NAME, uid) * 254) + 1;
    String word = here.chance().digits(4, "address", NAME, uid);
    return List.of(
        "198.51.100." + number,
        "2001:db8:"
            + Integer.toHexString(here.site().number())
            + "::"
            + word.replaceAll("^0+", "")
            + "1");
  }

  @Override
  protected VirtualMachineState show(String uid, Kept<Guest> kept, long now) {
    Guest guest = kept.thing();
    boolean runs = guest.on() && !(guest.boots() && kept.busy(now));
    return new VirtualMachineState(
        runs ? Phase.RUNNING : Phase.STOPPED,
        guest.cpu(),
        guest.memory(),
        guest.disk(),
        guest.image(),
        guest.volumes(),
        guest.networks(),
        guest.addresses(),
        Optional.of(guest.host()),
        Optional.of(here.id("vm", NAME, uid) + "-" + guest.build()),
        Optional.empty());
  }

  @Override
  public List<Trial<VirtualMachineSpec>> trials(Deadline deadline) {
    return here.calls().make(NAME, "trials", "", deadline, this::trials);
  }

  private List<Trial<VirtualMachineSpec>> trials() {
    List<String> sizes = here.site().offer().sizes();
    String small = sizes.get(0);
    String other = sizes.get(sizes.size() > 1 ? 1 : 0);
    MachineSpecs specs = new MachineSpecs(here.site(), sources);
    List<Trial<VirtualMachineSpec>> trials =
        List.of(
            new Trial<>(specs.trial("one", small, true), specs.trial("one", small, false)),
            new Trial<>(specs.trial("two", small, false), specs.trial("two", other, true)));
    synchronized (here.book()) {
      here.book().advance();
      Taken taken = taken();
      List<Room.Seat> unused = new ArrayList<>();
      Stream.of(trials.get(0).spec(), trials.get(1).spec(), trials.get(1).changed())
          .forEach(spec -> unused.add(seat(spec, Optional.empty(), taken)));
    }
    return trials;
  }

  @Override
  public List<String> console(String uid, int most, Deadline deadline) {
    if (most < 1 || most > MOST_LINES) {
      throw Refusal.invalid(most + " lines were asked for; ask for 1 to " + MOST_LINES);
    }
    return here.calls()
        .make(
            NAME,
            "console",
            uid,
            deadline,
            () -> {
              synchronized (here.book()) {
                long now = here.book().advance();
                return visible(uid)
                    .map(kept -> new Console(kept).last(most, now))
                    .orElseThrow(() -> Refusal.notFound("there is no machine " + uid + " here"));
              }
            });
  }
}
