package org.hansa.platform.resources;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Records;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;

/**
 * How a site's capacity and reservations have moved, by what is on record: each time that {@link
 * Sites} finds them changed, once a minute at most, it says so in an event of the site.
 */
final class Trend {

  /** The reason in the events that are read here. */
  static final String REASON = "Capacity";

  private static final int PAGE = 20;
  private static final int PAGES = 3;

  /**
   * What an event says stood from then on.
   *
   * @param capacity by unit, whether the hosts answer or not
   */
  record Level(
      String message,
      String reason,
      Map<String, BigDecimal> capacity,
      Map<String, BigDecimal> reserved) {

    Level {
      capacity = capacity == null ? Map.of() : Map.copyOf(capacity);
      reserved = reserved == null ? Map.of() : Map.copyOf(reserved);
    }
  }

  /** How one figure has moved. */
  record Moved(
      @About("The unit") String unit,
      @About("capacity, as last said by all hosts, or reserved") String figure,
      @About("What it was") BigDecimal then,
      @About("What it is") BigDecimal now,
      @About("The difference") BigDecimal change,
      @About("From when on: the window's beginning, or that of the record") Instant since) {}

  private record At(Instant since, Level level) {}

  private Trend() {}

  /** The event that says what stands from now on. */
  static Entry event(
      Snapshot snapshot,
      Resource site,
      String actor,
      Map<String, BigDecimal> capacity,
      Map<String, BigDecimal> reserved) {
    List<String> parts = new ArrayList<>();
    reserved.forEach(
        (unit, n) ->
            parts.add(
                n.toPlainString()
                    + " of "
                    + capacity.getOrDefault(unit, BigDecimal.ZERO).toPlainString()
                    + " "
                    + unit));
    String message =
        site.ref()
            + (parts.isEmpty() ? " has no capacity" : " has reserved " + String.join(", ", parts));
    return new Entry(
        Entry.EVENT,
        snapshot.now(),
        Optional.of(site.ref()),
        site.uid(),
        actor,
        "capacity",
        Doc.of(new Level(message, REASON, capacity, reserved)));
  }

  /** Empty if nothing is on record, or not for this reader. */
  static List<Moved> of(
      Snapshot snapshot, Records records, Resource site, List<Resource> hosts, Duration window) {
    Instant begin = snapshot.now().minus(window);
    Optional<At> at =
        find(records, site, Optional.empty(), Optional.of(begin), true)
            .map(e -> new At(begin, level(e)))
            .or(
                () ->
                    find(records, site, Optional.of(begin), Optional.empty(), false)
                        .map(e -> new At(e.at(), level(e))));
    List<Moved> moved = new ArrayList<>();
    if (at.isPresent()) {
      Level then = at.get().level();
      add(moved, Figure.CAPACITY, then.capacity(), Levels.capacity(hosts), at.get().since());
      add(
          moved,
          Figure.RESERVED,
          then.reserved(),
          Levels.reserved(snapshot, hosts),
          at.get().since());
    }
    return moved;
  }

  private static void add(
      List<Moved> to,
      String figure,
      Map<String, BigDecimal> then,
      Map<String, BigDecimal> now,
      Instant since) {
    TreeSet<String> units = new TreeSet<>(then.keySet());
    units.addAll(now.keySet());
    for (String unit : units) {
      BigDecimal was = then.getOrDefault(unit, BigDecimal.ZERO);
      BigDecimal is = now.getOrDefault(unit, BigDecimal.ZERO);
      to.add(new Moved(unit, figure, was, is, is.subtract(was), since));
    }
  }

  private static Level level(Entry entry) {
    return entry.body().as(Level.class);
  }

  /** Other events of the site lie between: of so many that none of these is found, none is said. */
  private static Optional<Entry> find(
      Records records,
      Resource site,
      Optional<Instant> from,
      Optional<Instant> until,
      boolean newestFirst) {
    long after = 0;
    for (int page = 0; page < PAGES; page++) {
      Store.Page found =
          records.entries(
              new Store.Query(
                  Entry.EVENT,
                  Optional.of(site.ref()),
                  Optional.of(site.uid()),
                  from,
                  until,
                  after,
                  newestFirst,
                  PAGE));
      Optional<Entry> entry =
          found.entries().stream()
              .map(Store.Numbered::entry)
              .filter(e -> REASON.equals(level(e).reason()))
              .findFirst();
      if (entry.isPresent() || found.next().isEmpty()) {
        return entry;
      }
      after = found.next().get();
    }
    return Optional.empty();
  }
}
