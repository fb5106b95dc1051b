package org.hansa.drivers.simulator.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hansa.drivers.simulator.world.Kept;

/** What a machine's console would show since its last boot. */
record Console(Kept<Guest> kept) {

  List<String> last(int most, long now) {
    Guest guest = kept.thing();
    List<String> lines = new ArrayList<>();
    lines.add(line(0, "simulated machine, no kernel: " + guest.image()));
    lines.add(line(0, guest.cpu() + " processors, " + (guest.memory() >> 20) + " MiB"));
    guest.volumes().forEach(volume -> lines.add(line(1, "volume " + volume + " attached")));
    guest.addresses().forEach(address -> lines.add(line(2, "address " + address)));
    if (guest.on() && !kept.busy(now)) {
      Duration took = Duration.ofMillis(Math.max(0, kept.until() - guest.booted()));
      lines.add(line(took.toSeconds(), guest.name() + " login:"));
    }
    return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }

  private static String line(long seconds, String text) {
    return String.format(Locale.ROOT, "[%5d.000000] %s", seconds, text);
  }
}
