package org.hansa.drivers.simulator.cluster;

import static org.hansa.drivers.simulator.world.Words.require;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.cluster.ClusterFacet;
import org.hansa.core.driver.cluster.ClusterSpec;
import org.hansa.core.driver.cluster.ClusterState;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.network.Networks;
import org.hansa.drivers.simulator.world.Here;
import org.hansa.drivers.simulator.world.Hold;
import org.hansa.drivers.simulator.world.Kept;
import org.hansa.drivers.simulator.world.Modelled;
import org.hansa.drivers.simulator.world.Room;
import org.hansa.drivers.simulator.world.Taken;
import org.hansa.drivers.simulator.world.Words;

/** Clusters whose workers take room on the hosts; nobody answers at their API. */
public final class Clusters extends Modelled<ClusterSpec, ClusterState, Herd>
    implements ClusterFacet {

  private static final Pattern VERSION =
      Pattern.compile("([0-9]{1,3}\\.[0-9]{1,3})(?:\\.([0-9]{1,3}))?");
  private static final Pattern POOL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_./]{0,250})?");
  private static final int MOST_POOLS = 50;
  private static final int MOST_WORKERS = 1_000;
  private static final long DISK = 20L << 30;

  private final Networks networks;

  public Clusters(Here here, Networks networks) {
    super(here, Herd.class);
    this.networks = networks;
  }

  @Override
  protected void check(ClusterSpec spec) {
    Words.name(spec.name());
    Matcher version = VERSION.matcher(spec.version());
    List<String> offered = here.site().offer().kubernetes();
    require(
        version.matches() && offered.contains(version.group(1)),
        "the version '" + spec.version() + "' is none of " + offered);
    require(
        !spec.pools().isEmpty() && spec.pools().size() <= MOST_POOLS,
        "there are " + spec.pools().size() + " pools; have 1 to " + MOST_POOLS);
    Set<String> names = new HashSet<>();
    for (ClusterSpec.Pool pool : spec.pools()) {
      require(
          POOL.matcher(pool.name()).matches() && names.add(pool.name()),
          "the pool '" + pool.name() + "' is misnamed or there twice");
      require(
          pool.count() >= 0 && pool.count() <= MOST_WORKERS,
          "the pool " + pool.name() + " has " + pool.count() + " workers; have 0 to 1000");
      Words.positive("cpu of the pool " + pool.name(), pool.cpu());
      Words.positive("memory of the pool " + pool.name(), pool.memory());
      pool.labels()
          .forEach(
              (key, value) ->
                  require(
                      LABEL.matcher(key).matches()
                          && (value.isEmpty() || LABEL.matcher(value).matches()),
                      "the label " + key + "=" + value + " is none of Kubernetes"));
    }
    spec.network().ifPresent(network -> Words.reference("network", network));
  }

  @Override
  protected ClusterState expected(ClusterSpec spec, String print) {
    return new ClusterState(
        spec.version(), counts(spec), true, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Map<String, Integer> counts(ClusterSpec spec) {
    Map<String, Integer> counts = new HashMap<>();
    spec.pools().forEach(pool -> counts.put(pool.name(), pool.count()));
    return counts;
  }

  @Override
  protected Made<Herd> make(
      String uid,
      ClusterSpec spec,
      String print,
      Optional<Kept<Herd>> before,
      Taken taken,
      long now) {
    Optional<Herd> old = before.map(Kept::thing);
    old.ifPresent(
        o ->
            require(
                compare(spec.version(), o.version()) >= 0,
                "the cluster "
                    + uid
                    + " has version "
                    + o.version()
                    + " and cannot go back to "
                    + spec.version()));
    spec.network().ifPresent(networks::requireThere);
    Map<String, Long> seats = new TreeMap<>();
    for (ClusterSpec.Pool pool : spec.pools()) {
      for (int i = 0; i < pool.count(); i++) {
        Room.Need need = Room.of(pool.cpu(), pool.memory(), DISK);
        for (Hold hold : new Room(here.site()).onHost(need, taken, Optional.empty()).holds()) {
          seats.merge(hold.what(), hold.amount(), Long::sum);
        }
      }
    }
    boolean fresh = before.map(k -> k.thing().fresh() && k.busy(now)).orElse(true);
    Map<String, Integer> had = fresh ? Map.of() : ready(before.get(), now);
    Herd herd =
        new Herd(
            print,
            spec.name(),
            spec.version(),
            counts(spec),
            had,
            fresh,
            spec.network(),
            sums(seats));
    boolean rises = old.filter(o -> o.version().equals(spec.version())).isEmpty();
    return new Made<>(herd, work(herd, fresh || rises));
  }

  private static List<Hold> sums(Map<String, Long> seats) {
    return seats.entrySet().stream().map(e -> Hold.of(e.getKey(), e.getValue())).toList();
  }

  private Duration work(Herd herd, boolean control) {
    int more =
        herd.pools().entrySet().stream()
            .mapToInt(e -> Math.max(0, e.getValue() - herd.before().getOrDefault(e.getKey(), 0)))
            .sum();
    Duration workers = here.durations().worker().multipliedBy(more);
    return control ? here.durations().cluster().plus(workers) : workers;
  }

  /** Workers come one after another, and those that go are gone at once. */
  private static Map<String, Integer> ready(Kept<Herd> kept, long now) {
    Herd herd = kept.thing();
    if (!kept.busy(now)) {
      return herd.pools();
    }
    Map<String, Integer> ready = new HashMap<>();
    herd.pools()
        .forEach(
            (pool, count) -> {
              int had = Math.min(count, herd.before().getOrDefault(pool, 0));
              int come = herd.fresh() ? 0 : (count - had) * kept.percent(now) / 100;
              ready.put(pool, had + come);
            });
    return ready;
  }

  @Override
  protected ClusterState show(String uid, Kept<Herd> kept, long now) {
    return new ClusterState(
        kept.thing().version(),
        ready(kept, now),
        answers(kept, now),
        Optional.of(api(uid)),
        Optional.of(here.id("cluster", NAME, uid)),
        Optional.empty());
  }

  private static boolean answers(Kept<Herd> kept, long now) {
    return !(kept.thing().fresh() && kept.busy(now));
  }

  private String api(String uid) {
    return "https://198.51.100." + (int) (here.chance().of("api", uid) * 254 + 1) + ":6443";
  }

  /** By number, part by part; a part that is missing is less than any. */
  private static int compare(String a, String b) {
    int[] one = parts(a);
    int[] two = parts(b);
    return java.util.Arrays.compare(one, two);
  }

  private static int[] parts(String version) {
    return java.util.Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }

  @Override
  public String access(String uid, Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "access",
            uid,
            deadline,
            () -> {
              synchronized (here.book()) {
                long now = here.book().advance();
                Kept<Herd> kept =
                    visible(uid).orElseThrow(() -> Refusal.notFound("there is no cluster " + uid));
                if (!answers(kept, now)) {
                  throw Refusal.unavailable("the cluster " + uid + " is being made");
                }
                return kubeconfig(uid, kept.thing());
              }
            });
  }

  /** In the form that tools read, with a token that opens nothing. */
  private String kubeconfig(String uid, Herd herd) {
    return """
        apiVersion: v1
        kind: Config
        # simulated: nobody answers there
        clusters:
        - name: "%1$s"
          cluster: {server: "%2$s"}
        users:
        - name: admin
          user: {token: "%3$s"}
        contexts:
        - name: "%1$s"
          context: {cluster: "%1$s", user: admin}
        current-context: "%1$s"
        """
        .formatted(herd.name(), api(uid), here.id("token", NAME, uid));
  }

  @Override
  public List<Trial<ClusterSpec>> trials(Deadline deadline) {
    return here.calls()
        .make(
            NAME,
            "trials",
            "",
            deadline,
            () -> {
              synchronized (here.book()) {
                here.book().advance();
                Taken taken = taken();
                for (int i = 0; i < 4; i++) {
                  new Room(here.site()).onHost(Room.of(1, 2L << 30, DISK), taken, Optional.empty());
                }
              }
              return List.of(
                  new Trial<>(trial("one", 1), trial("one", 2)),
                  new Trial<>(trial("two", 2), trial("two", 1)));
            });
  }

  private ClusterSpec trial(String name, int count) {
    return new ClusterSpec(
        name,
        here.site().offer().kubernetes().get(0),
        List.of(new ClusterSpec.Pool("workers", count, 1, 2L << 30, Map.of())),
        Optional.empty());
  }
}
