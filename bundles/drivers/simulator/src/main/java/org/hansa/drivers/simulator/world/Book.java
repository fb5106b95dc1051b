package org.hansa.drivers.simulator.world;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.drivers.simulator.data.Binder;
import org.hansa.drivers.simulator.data.Demand;
import org.hansa.drivers.simulator.data.Json;

/**
 * All objects of one endpoint. What happens is written down before it counts, and read again when
 * the journal is not as this left it; so the memory here is never more than a copy. Callers hold
 * its monitor from {@link #advance} to the end of what they do.
 */
public final class Book {

  /** So many lines that say nothing any more are carried along. */
  private static final int MOST_STALE = 1_000;

  private record End(long at, String facet, String uid) {}

  private final Journal journal;
  private final Demand demand;
  private final InstantSource real;
  private final long opened;
  private final Wish wish;
  private final Binder binder;
  private final Json json;
  private final Alarm alarm;
  private final Map<String, Kind<?>> kinds = new HashMap<>();

  private Map<String, TreeMap<String, Kept<?>>> shelves = new HashMap<>();
  private List<String> foreign = new ArrayList<>();
  private PriorityQueue<End> ends = new PriorityQueue<>();
  private Sums sums;
  private SimulatedClock clock;
  private long since;
  private int lines;

  Book(
      Journal journal,
      Demand demand,
      InstantSource real,
      Wish wish,
      Binder binder,
      Json json,
      Alarm alarm) {
    this.journal = journal;
    this.demand = demand;
    this.real = real;
    this.opened = real.millis();
    this.wish = wish;
    this.binder = binder;
    this.json = json;
    this.alarm = alarm;
  }

  /** Before the first call of anything else: objects of this kind are kept here. */
  void keep(Kind<?> kind) {
    kinds.put(kind.facet(), kind);
  }

  /** Brings everything to the present, and says when that is. */
  public synchronized long advance() {
    if (clock == null || journal.changed()) {
      load();
    }
    long now = clock.now();
    end(now);
    return now;
  }

  public synchronized SimulatedClock clock() {
    if (clock == null) {
      advance();
    }
    return clock;
  }

  /** When the endpoint was first used: since then it counts. */
  public synchronized long since() {
    return since;
  }

  public synchronized <T extends Record & Thing> Optional<Kept<T>> get(Kind<T> kind, String uid) {
    return Optional.ofNullable(shelf(kind).get(uid));
  }

  public synchronized int count(Kind<?> kind) {
    return shelves.getOrDefault(kind.facet(), new TreeMap<>()).size();
  }

  /** By uid, those after this one. */
  synchronized <T extends Record & Thing> SortedMap<String, Kept<T>> after(
      Kind<T> kind, String uid) {
    return shelf(kind).tailMap(uid, false);
  }

  synchronized <T extends Record & Thing> void put(
      Kind<T> kind, String uid, Kept<T> kept, long now) {
    write(Line.put(now, kind.facet(), uid, kept, json.write(kept.thing())));
    place(kind.facet(), uid, kept, now);
    ring(uid, kept, now);
    compact(now);
  }

  synchronized void cut(Kind<?> kind, String uid, long now) {
    write(new Line(now, "cut", kind.facet(), uid, "-", "-"));
    take(kind.facet(), uid, now);
    compact(now);
  }

  synchronized Taken taken(String uid, Optional<? extends Kept<?>> before) {
    return new Taken(sums, uid, before.map(k -> k.thing().holds()).orElse(List.of()));
  }

  public synchronized long sum(String what) {
    return sums.of(what);
  }

  public synchronized List<String> holders(String what) {
    return sums.holders(what);
  }

  public synchronized Load load(String what) {
    return sums.load(what);
  }

  // Every shelf holds only what was put under its kind.
  @SuppressWarnings("unchecked")
  private <T extends Record & Thing> NavigableMap<String, Kept<T>> shelf(Kind<T> kind) {
    NavigableMap<String, ?> shelf = shelves.computeIfAbsent(kind.facet(), f -> new TreeMap<>());
    return (NavigableMap<String, Kept<T>>) shelf;
  }

  private void write(Line line) {
    journal.append(line.text());
    lines++;
  }

  private void place(String facet, String uid, Kept<?> kept, long now) {
    take(facet, uid, now);
    shelves.computeIfAbsent(facet, f -> new TreeMap<>()).put(uid, kept);
    sums.add(uid, kept.thing().holds(), now);
    if (kept.gone() != Kept.NEVER) {
      ends.add(new End(kept.gone(), facet, uid));
    }
  }

  private void take(String facet, String uid, long now) {
    Kept<?> before = shelves.getOrDefault(facet, new TreeMap<>()).remove(uid);
    if (before != null) {
      sums.take(uid, before.thing().holds(), now);
    }
  }

  /** What was to be gone by now is gone, each at its own time. */
  private void end(long now) {
    while (!ends.isEmpty() && ends.peek().at() <= now) {
      End end = ends.remove();
      Kept<?> kept = shelves.getOrDefault(end.facet(), new TreeMap<>()).get(end.uid());
      if (kept != null && kept.gone() == end.at()) {
        take(end.facet(), end.uid(), end.at());
      }
    }
  }

  private void load() {
    shelves = new HashMap<>();
    foreign = new ArrayList<>();
    ends = new PriorityQueue<>(Comparator.comparingLong(End::at));
    clock = null;
    sums = null;
    List<String> all = journal.read();
    lines = all.size();
    SimulatedClock.Pace pace = null;
    long last = Long.MIN_VALUE;
    int number = 0;
    for (String text : all) {
      number++;
      try {
        Line line = Line.of(text);
        last = Math.max(last, line.at());
        if (line.op().equals("clock")) {
          pace = binder.read("clock", line.body(), SimulatedClock.Pace.class);
          since = Long.parseLong(line.uid());
          sums = sums == null ? new Sums(demand, since) : sums;
        } else {
          end(line.at());
          replay(line, text);
        }
      } catch (DriverException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new DriverException(
            Reason.INTERNAL, "line " + number + " of the journal is not ours: " + e, e);
      }
    }
    begin(Optional.ofNullable(pace), last);
  }

  private void begin(Optional<SimulatedClock.Pace> former, long last) {
    SimulatedClock.Pace pace = wish.pace(former, opened);
    SimulatedClock next = new SimulatedClock(real, pace);
    if (last != Long.MIN_VALUE) {
      next.notBefore(last);
    }
    if (former.isEmpty()) {
      since = next.now();
      sums = new Sums(demand, since);
    }
    if (!former.equals(Optional.of(pace))) {
      write(clockLine(next.now(), pace));
    }
    clock = next;
    long now = next.now();
    shelves.values().forEach(shelf -> shelf.forEach((uid, kept) -> ring(uid, kept, now)));
  }

  /** It will change by itself: whoever waits for it is told then. */
  private void ring(String uid, Kept<?> kept, long now) {
    LongStream.concat(LongStream.of(kept.until(), kept.gone()), kept.thing().turns().stream())
        .filter(at -> at > now && at != Kept.NEVER)
        .forEach(at -> alarm.set(uid, at, clock));
  }

  private Line clockLine(long now, SimulatedClock.Pace pace) {
    return new Line(now, "clock", "-", Long.toString(since), "-", json.write(pace));
  }

  private void replay(Line line, String text) {
    if (line.op().equals("load")) {
      Load load = binder.read("load", line.body(), Load.class);
      sums.loads().put(line.uid(), load);
    } else if (!kinds.containsKey(line.facet())) {
      // Another version of ours knows it: it is kept as it is.
      foreign.add(text);
    } else if (line.op().equals("put")) {
      place(line.facet(), line.uid(), read(kinds.get(line.facet()), line), line.at());
    } else {
      take(line.facet(), line.uid(), line.at());
    }
  }

  private <T extends Record & Thing> Kept<T> read(Kind<T> kind, Line line) {
    return line.kept(binder.read(line.facet() + " " + line.uid(), line.body(), kind.type()));
  }

  /** Writes the present alone when most of the journal is past. */
  private void compact(long now) {
    int alive = shelves.values().stream().mapToInt(Map::size).sum();
    if (lines < MOST_STALE + 4 * (alive + foreign.size())) {
      return;
    }
    List<String> fresh = new ArrayList<>(foreign);
    fresh.add(0, clockLine(now, clock.pace()).text());
    shelves.forEach(
        (facet, shelf) ->
            shelf.forEach(
                (uid, kept) ->
                    fresh.add(
                        Line.put(now, facet, uid, kept, json.write((Record) kept.thing()))
                            .text())));
    sums.loads()
        .forEach(
            (what, load) ->
                fresh.add(
                    new Line(
                            now,
                            "load",
                            "-",
                            what,
                            "-",
                            json.write(load.with(load.amount(), now, demand)))
                        .text()));
    journal.rewrite(fresh);
    lines = fresh.size();
  }
}
