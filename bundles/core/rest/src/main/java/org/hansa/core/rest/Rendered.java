package org.hansa.core.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Changed;

/**
 * One commit and its events as they are sent, each written when it is first wanted, and once for
 * all watchers. For the pump's thread alone.
 */
final class Rendered {

  private final List<Changed> changes;
  private final byte[][] events;

  /**
   * @param changes of one revision, at least one
   */
  Rendered(List<Changed> changes) {
    this.changes = List.copyOf(changes);
    this.events = new byte[changes.size()][];
  }

  /** Whole commits, as the store pages them. */
  static List<Rendered> commits(List<Changed> page) {
    List<Rendered> commits = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= page.size(); i++) {
      if (i == page.size() || page.get(i).revision() != page.get(from).revision()) {
        commits.add(new Rendered(page.subList(from, i)));
        from = i;
      }
    }
    return commits;
  }

  long revision() {
    return changes.get(0).revision();
  }

  /** About how many bytes it keeps in memory once all its events are written. */
  long weight() {
    return changes.stream().mapToLong(c -> 600L + weight(c.resource())).sum();
  }

  /** Twice for labels: their text is kept beside what is rendered. */
  private static long weight(Resource r) {
    long labels =
        r.labels().entrySet().stream()
            .mapToLong(l -> 6L * (l.getKey().length() + l.getValue().length()) + 100)
            .sum();
    long said = r.conditions().stream().mapToLong(c -> 3L * c.message().length() + 200).sum();
    return r.spec().size() + r.status().size() + labels + said + 100L * r.holds().size();
  }

  /**
   * Appends what one view shows of it. Only the last event carries the id: whoever is cut within a
   * commit and resumes gets it whole.
   *
   * @return false if nothing of it is for these eyes
   */
  boolean write(Watched view, Principal now, Gate gate, ByteArrayOutputStream to) {
    int last = -1;
    for (int i = 0; i < events.length; i++) {
      if (view.shows(changes.get(i).resource(), now, gate)) {
        if (last >= 0) {
          to.writeBytes(event(last, gate));
        }
        last = i;
      }
    }
    if (last < 0) {
      return false;
    }
    to.writeBytes(id(revision()));
    to.writeBytes(event(last, gate));
    return true;
  }

  static byte[] id(long revision) {
    return ("id: " + revision + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private byte[] event(int index, Gate gate) {
    if (events[index] == null) {
      Changed changed = changes.get(index);
      events[index] =
          ("event: "
                  + changed.op().name().toLowerCase(Locale.ROOT)
                  + "\ndata: "
                  + ResourceJson.text(gate.shown(changed.resource()))
                  + "\n\n")
              .getBytes(StandardCharsets.UTF_8);
    }
    return events[index];
  }
}
