package com.example.quarry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Quarry has: things with labels, versions and jobs. It does nothing by itself: whenever it is
 * asked, what was due by then has been done. Thread-safe.
 */
final class Hall {

  /** How long a job takes, and how long searches lag behind. */
  private static final Duration WORK = Duration.ofMillis(50);

  private static final Duration LAG = Duration.ofMillis(70);
  private static final int QUOTA = 200;
  private static final int LONGEST_NAME = 24;

  /** One of them. */
  private static final class Thing {
    final Map<String, Object> shown = new LinkedHashMap<>();
    long version = 1;
    Instant searchable;
    Optional<Job> job = Optional.empty();
    boolean gone;
  }

  /** What is under way, and what comes of it. */
  private record Job(String id, Instant begun, String status, boolean removes) {
    int percent(Instant now) {
      long passed = Duration.between(begun, now).toMillis();
      return (int) Math.min(100, 100 * passed / WORK.toMillis());
    }
  }

  private final Map<String, Map<String, Thing>> all =
      Map.of("boxes", new TreeMap<>(), "segments", new TreeMap<>());
  private final Map<String, Job> jobs = new TreeMap<>();
  private int last = 1000;

  private Map<String, Thing> of(String path) {
    Instant now = Instant.now();
    all.values().forEach(things -> things.values().forEach(thing -> proceed(thing, now)));
    all.values().forEach(t -> t.values().removeIf(x -> x.gone && now.isAfter(x.searchable)));
    return all.get(path);
  }

  private static void proceed(Thing thing, Instant now) {
    if (thing.job.filter(job -> job.percent(now) == 100).isPresent()) {
      Job job = thing.job.get();
      thing.job = Optional.empty();
      thing.shown.put("status", job.status());
      thing.version++;
      thing.gone = job.removes();
      thing.searchable = job.removes() ? now.plus(LAG) : thing.searchable;
    }
  }

  private Thing thing(String path, String id) {
    Thing thing = of(path).get(id);
    if (thing == null || thing.gone) {
      throw new Refusal(404, "Q-1001", "there is no " + id);
    }
    return thing;
  }

  synchronized Map<String, Object> get(String path, String id) {
    return shown(thing(path, id));
  }

  synchronized long version(String path, String id) {
    return thing(path, id).version;
  }

  synchronized Map<String, Object> job(String id) {
    Job job = jobs.get(id);
    if (job == null) {
      throw new Refusal(404, "Q-1001", "there is no job " + id);
    }
    int percent = job.percent(Instant.now());
    return Map.of("id", id, "state", percent == 100 ? "DONE" : "WORKING", "percent", percent);
  }

  private Map<String, Object> shown(Thing thing) {
    Map<String, Object> shown = new LinkedHashMap<>(thing.shown);
    thing.job.ifPresent(job -> shown.put("job", "/v3/jobs/" + job.id()));
    shown.put("searchable", !Instant.now().isBefore(thing.searchable));
    if (shown.get("segments") instanceof List<?> ids) {
      List<Object> attached = new ArrayList<>();
      for (Object id : ids) {
        Object labels = thing("segments", "" + id).shown.get("labels");
        attached.add(Map.of("id", id, "labels", labels));
      }
      shown.put("segments", attached);
      if ("ON_AIR".equals(shown.get("status"))) {
        shown.put("address", "192.0.2." + Math.floorMod(shown.get("id").hashCode(), 250));
      }
    }
    return shown;
  }

  /** All, or by name, at once; by label only what searches know by now, and what they still do. */
  synchronized List<Map<String, Object>> search(
      String path, Optional<String> name, Optional<String> label) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Thing thing : of(path).values()) {
      boolean asked = name.map(n -> n.equals(thing.shown.get("name"))).orElse(label.isEmpty());
      boolean labelled =
          label.filter(l -> has(thing, l)).isPresent()
              && (thing.gone || !Instant.now().isBefore(thing.searchable));
      if ((asked && !thing.gone) || labelled) {
        found.add(shown(thing));
      }
    }
    return found;
  }

  private static boolean has(Thing thing, String label) {
    String[] pair = label.split("=", 2);
    return thing.shown.get("labels") instanceof Map<?, ?> labels
        && pair.length == 2
        && pair[1].equals(labels.get(pair[0]));
  }

  /**
   * @param made as it will be shown
   * @param status that a job leads to; empty if it is there at once
   */
  synchronized Map<String, Object> make(
      String path, Map<String, Object> made, Optional<String> status) {
    String name = "" + made.get("name");
    if (name.length() > LONGEST_NAME || !name.matches("[a-z][a-z0-9-]*")) {
      throw new Refusal(400, "Q-1002", "a name has at most 24 letters, digits and '-'");
    }
    for (Thing other : of(path).values()) {
      if (!other.gone && name.equals(other.shown.get("name"))) {
        throw new Refusal(409, "Q-1009", "the name " + name + " is taken");
      }
    }
    if (all.get(path).size() >= QUOTA) {
      throw new Refusal(200, "Q-2001", "there are " + QUOTA + " already");
    }
    Thing thing = new Thing();
    String id = path.substring(0, 3) + "-" + ++last;
    thing.shown.put("id", id);
    thing.shown.putAll(made);
    thing.searchable = status.isPresent() ? Instant.now().plus(WORK).plus(LAG) : Instant.now();
    all.get(path).put(id, thing);
    status.ifPresent(s -> begin(thing, "BUILDING", s, false));
    return shown(thing);
  }

  private void begin(Thing thing, String meanwhile, String then, boolean removes) {
    Job job = new Job("" + ++last, Instant.now(), then, removes);
    jobs.put(job.id(), job);
    thing.job = Optional.of(job);
    thing.shown.put("status", meanwhile);
    thing.version++;
  }

  /** Only what is of this version, and what no job is at. */
  synchronized Map<String, Object> change(
      String path, String id, long version, Map<String, Object> change, Optional<String> status) {
    Thing thing = thing(path, id);
    if (thing.version != version) {
      throw new Refusal(412, "Q-1012", id + " is of version " + thing.version);
    }
    if (thing.job.isPresent()) {
      throw new Refusal(409, "Q-1010", "a job is at " + id);
    }
    thing.shown.putAll(change);
    thing.version++;
    status.ifPresent(s -> begin(thing, s.equals("PARKED") ? "PARKING" : "STARTING", s, false));
    return shown(thing);
  }

  /** A job that is at it ends. */
  synchronized void remove(String path, String id, boolean byJob) {
    Thing thing = thing(path, id);
    if (path.equals("segments") && isAttached(id)) {
      throw new Refusal(400, "Q-3001", "a box is attached to " + id);
    }
    if (!byJob) {
      all.get(path).remove(id);
    } else if (thing.job.filter(Job::removes).isEmpty()) {
      begin(thing, "GOING", "DELETED", true);
    }
  }

  private boolean isAttached(String segment) {
    return of("boxes").values().stream()
        .filter(box -> !box.gone)
        .anyMatch(box -> ((List<?>) box.shown.get("segments")).contains(segment));
  }
}
