package org.hansa.drivers.simulator.world;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.hansa.core.driver.DriverException;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.data.Site;

/**
 * The room on the hosts of a site. What has a host of its own is held there; what the site may move
 * as it likes is held of all hosts together.
 */
public final class Room {

  /** Stands for all hosts together. */
  public static final String ANYWHERE = "*";

  private static final long GIBI = 1L << 30;
  private static final long MILLI = 1_000;

  /**
   * What is asked for.
   *
   * @param cpu thousandths of a core
   * @param accelerator of which type
   */
  public record Need(
      long cpu, long memory, long storage, long accelerators, Optional<String> accelerator) {

    @Override
    public String toString() {
      return amounts(cpu, memory)
          + (storage > 0 ? ", " + gibi(storage) + " GiB of disk" : "")
          + accelerator.map(a -> ", " + accelerators + " " + a).orElse("");
    }
  }

  /** A host, and what is held of it. */
  public record Seat(String host, List<Hold> holds) {}

  private final Site site;

  public Room(Site site) {
    this.site = site;
  }

  /**
   * The host that it is on if it fits there, or the fullest that still has room; what it takes is
   * added to what is taken.
   *
   * @throws DriverException EXHAUSTED with numbers
   */
  public Seat onHost(Need need, Taken taken, Optional<String> now) {
    requireTogether(need, taken);
    Comparator<Site.Unit> stays = Comparator.comparing(h -> !now.equals(Optional.of(h.name())));
    Site.Unit host =
        site.hosts().stream()
            .filter(h -> fits(need, h, taken))
            .min(stays.thenComparingLong(h -> freeCpu(h, taken)))
            .orElseThrow(() -> exhausted(need, taken));
    List<Hold> holds = new ArrayList<>();
    holds.add(Hold.of(Hold.CPU + host.name(), need.cpu()));
    holds.add(Hold.of("memory@" + host.name(), need.memory()));
    if (need.storage() > 0) {
      holds.add(Hold.of("storage@" + host.name(), need.storage()));
    }
    if (need.accelerators() > 0) {
      holds.add(Hold.of("accelerators@" + host.name(), need.accelerators()));
    }
    holds.forEach(taken::add);
    return new Seat(host.name(), List.copyOf(holds));
  }

  /**
   * Room for what the site may move: on all hosts together, and on one that is empty.
   *
   * @throws DriverException EXHAUSTED with numbers
   */
  public List<Hold> anywhere(Need need, Taken taken) {
    requireTogether(need, taken);
    if (site.hosts().stream()
        .noneMatch(h -> need.cpu() <= cpu(h) && need.memory() <= h.machine().memory())) {
      throw Refusal.exhausted("no host of " + site.name() + " is as large as " + need);
    }
    List<Hold> holds = new ArrayList<>();
    if (need.cpu() > 0) {
      holds.add(Hold.of(Hold.CPU + ANYWHERE, need.cpu()));
    }
    if (need.memory() > 0) {
      holds.add(Hold.of("memory@" + ANYWHERE, need.memory()));
    }
    holds.forEach(taken::add);
    return List.copyOf(holds);
  }

  private void requireTogether(Need need, Taken taken) {
    long cpu = left(Room::cpu, Hold.CPU, taken);
    long memory = left(h -> h.machine().memory(), "memory@", taken);
    if (need.cpu() > cpu || need.memory() > memory) {
      throw Refusal.exhausted(
          site.name()
              + " has "
              + amounts(cpu, memory)
              + " free on all hosts together, and "
              + need
              + " were asked for; remove something or choose another site");
    }
  }

  private long left(ToLongFunction<Site.Unit> all, String pool, Taken taken) {
    return site.hosts().stream()
            .mapToLong(h -> all.applyAsLong(h) - taken.of(pool + h.name()))
            .sum()
        - taken.of(pool + ANYWHERE);
  }

  private static boolean fits(Need need, Site.Unit host, Taken taken) {
    return need.cpu() <= freeCpu(host, taken)
        && need.memory() <= host.machine().memory() - taken.of("memory@" + host.name())
        && need.storage() <= host.machine().storage() - taken.of("storage@" + host.name())
        && (need.accelerators() == 0
            || (need.accelerator().equals(host.machine().accelerator())
                && need.accelerators()
                    <= host.machine().accelerators() - taken.of("accelerators@" + host.name())));
  }

  private DriverException exhausted(Need need, Taken taken) {
    String most =
        site.hosts().stream()
            .max(Comparator.comparingLong(h -> freeCpu(h, taken)))
            .map(
                h ->
                    h.name()
                        + " with "
                        + amounts(
                            freeCpu(h, taken),
                            h.machine().memory() - taken.of("memory@" + h.name()))
                        + " free")
            .orElse("none");
    return Refusal.exhausted(
        "no host of "
            + site.name()
            + " has room for "
            + need
            + "; the emptiest is "
            + most
            + "; ask for less or remove something");
  }

  private static long freeCpu(Site.Unit host, Taken taken) {
    return cpu(host) - taken.of(Hold.CPU + host.name());
  }

  /** Thousandths of a core that may be had. */
  private static long cpu(Site.Unit host) {
    return millis(host.machine().offered());
  }

  public static long millis(BigDecimal cores) {
    return cores.movePointRight(3).setScale(0, RoundingMode.UP).longValue();
  }

  private static String amounts(long cpu, long memory) {
    return BigDecimal.valueOf(cpu).movePointLeft(3).stripTrailingZeros().toPlainString()
        + " cores, "
        + gibi(memory)
        + " GiB";
  }

  private static String gibi(long bytes) {
    return String.format(Locale.ROOT, "%.2f", (double) bytes / GIBI);
  }

  /** So many whole cores. */
  public static Need of(int cores, long memory, long storage) {
    return new Need(cores * MILLI, memory, storage, 0, Optional.empty());
  }
}
