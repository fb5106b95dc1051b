package org.hansa.drivers.sshhost;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/** Workloads as processes over there. */
final class Workloads implements WorkloadFacet {

  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final int MOST_LINES = 10_000;

  /** The log, and how many bytes of it were given. */
  private static final Pattern CURSOR = Pattern.compile("([0-9a-f]{1,40})-([1-9][0-9]{0,14}|0)");

  private static final int TRIES = 3;
  private static final String UNLIMITED = "not enforced: by SSH nothing is limited";

  private final Remote remote;
  private final SshHostOptions options;
  private final Opening.Content content;
  private final Probes probes;
  private final Nudges nudges;

  Workloads(Remote remote, SshHostOptions options, Opening.Content content, Nudges nudges) {
    this.remote = remote;
    this.options = options;
    this.content = content;
    this.probes = new Probes(remote);
    this.nudges = nudges;
  }

  /**
   * What comes later than its deadline the script refuses; this much is between its clock and ours.
   */
  @Override
  public Duration settle() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Observed<WorkloadState> observe(String uid, Deadline deadline) {
    return observed(uid, remote.ask(deadline, "observe", Specs.uid(uid)), deadline);
  }

  @Override
  public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
    spec.checked(Specs.RUNTIMES);
    byte[] text =
        Launch.text(spec, options, remote.installation() + ":" + Specs.uid(uid))
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < TRIES; i++) {
      Reply reply =
          remote.change(
              deadline,
              text,
              "apply",
              uid,
              Integer.toString(text.length),
              Remote.patience(deadline));
      List<String> missing = reply.all("missing");
      if (missing.isEmpty()) {
        Observed<WorkloadState> seen = observed(uid, reply, deadline);
        if (seen.progress().isPresent() || !seen.state().map(WorkloadState::ready).orElse(true)) {
          nudges.begin(uid);
        }
        return seen;
      }
      missing.forEach(hex -> send(hex, deadline));
    }
    throw Fault.unavailable("the artifacts do not stay at " + remote.where());
  }

  private void send(String hex, Deadline deadline) {
    String digest = "sha256:" + hex;
    try (InputStream in = open(digest)) {
      upload(new Checked(in, digest), remote.root() + "/artifacts/" + hex, deadline);
    } catch (IOException e) {
      throw new DriverException(
          Reason.INTERNAL, "the artifact " + digest + " could not be closed", e);
    }
  }

  /**
   * The folder goes with the last workload: if that was just now, the next attempt makes it anew.
   */
  private void upload(Checked content, String path, Deadline deadline) {
    try {
      remote.ssh().upload(content, path, "600", deadline);
    } catch (DriverException e) {
      throw e.reason() == DriverException.Reason.NOT_FOUND ? Fault.unavailable(e.getMessage()) : e;
    }
  }

  private InputStream open(String digest) {
    try {
      return content.open(digest);
    } catch (DriverException e) {
      throw new DriverException(e.reason(), "the artifact " + digest + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DriverException(
          Reason.UNAVAILABLE, "the artifact " + digest + " cannot be read: " + e, e);
    }
  }

  @Override
  public Observed<WorkloadState> remove(String uid, Deadline deadline) {
    Reply reply =
        remote.change(deadline, new byte[0], "remove", Specs.uid(uid), Remote.patience(deadline));
    Observed<WorkloadState> seen = observed(uid, reply, deadline);
    if (seen.progress().isPresent()) {
      nudges.begin(uid);
    } else {
      nudges.end(uid);
    }
    return seen;
  }

  private Observed<WorkloadState> observed(String uid, Reply reply, Deadline deadline) {
    for (Reply one : reply.parts("workload")) {
      if (one.one("workload").filter(uid::equals).isEmpty()) {
        throw Fault.internal("not " + uid + " but " + one.one("workload") + " was told of");
      }
      WorkloadState state = state(one, probes.answering(List.of(one), deadline));
      if (state.ready() && one.one("moving").isEmpty()) {
        nudges.end(uid);
      }
      return one.one("moving").isPresent()
          ? Observed.inProgress(state, 50, AGAIN)
          : Observed.settled(state);
    }
    return Observed.absent();
  }

  private WorkloadState state(Reply one, Set<String> answering) {
    Optional<String> pid = one.one("running");
    Map<String, String> limits = new TreeMap<>();
    one.one("limits").ifPresent(l -> List.of(l.split(" ")).forEach(n -> limits.put(n, UNLIMITED)));
    try {
      return new WorkloadState(
          pid.isPresent() ? WorkloadState.Phase.RUNNING : WorkloadState.Phase.EXITED,
          one.one("digest").orElse(""),
          pid.isPresent() && Probes.ready(one, answering),
          pid,
          one.one("at").map(at -> Instant.ofEpochSecond(Long.parseLong(at))),
          one.one("exit").map(Integer::valueOf),
          limits);
    } catch (NumberFormatException e) {
      throw new DriverException(
          Reason.INTERNAL, remote.where() + " says what is no number: " + e.getMessage(), e);
    }
  }

  @Override
  public WorkloadState expect(WorkloadSpec spec) {
    spec.checked(Specs.RUNTIMES);
    // A variable that is not there shows here already.
    var unused = Launch.text(spec, options, "");
    Map<String, String> limits = new TreeMap<>();
    Specs.limited(spec).forEach(name -> limits.put(name, UNLIMITED));
    return new WorkloadState(
        WorkloadState.Phase.RUNNING,
        spec.digest(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limits);
  }

  @Override
  public Page<WorkloadState> list(Optional<String> cursor, int most, Deadline deadline) {
    List<Page.Item<Named>> found =
        remote.ask(deadline, "names").all("name").stream()
            .map(uid -> new Page.Item<>(uid, new Named()))
            .toList();
    Page<Named> page = Page.of(found, cursor, most);
    if (page.items().isEmpty()) {
      return Page.last(List.of());
    }
    List<String> words = new ArrayList<>(List.of("list"));
    page.items().forEach(item -> words.add(item.uid()));
    List<Page.Item<WorkloadState>> items = new ArrayList<>();
    // Gone since it was found: then it is rightly not in the list.
    List<Reply> all = remote.ask(deadline, words.toArray(new String[0])).parts("workload");
    Set<String> answering = probes.answering(all, deadline);
    for (Reply one : all) {
      items.add(new Page.Item<>(one.one("workload").orElseThrow(), state(one, answering)));
    }
    return new Page<>(items, page.next());
  }

  /** What is known before a page is cut: no more than the uid. To look at one is dear. */
  private record Named() {}

  @Override
  public List<String> logs(String uid, int most, Deadline deadline) {
    if (most < 1 || most > MOST_LINES) {
      throw Fault.invalid(most + " lines were asked for; ask for 1 to " + MOST_LINES);
    }
    return remote.ask(deadline, "logs", Specs.uid(uid), Integer.toString(most)).all("log");
  }

  @Override
  public LogPart logsAfter(String uid, Optional<String> after, int most, Deadline deadline) {
    if (most < 1 || most > MOST_LINES) {
      throw Fault.invalid(most + " lines were asked for; ask for 1 to " + MOST_LINES);
    }
    after
        .filter(cursor -> !CURSOR.matcher(cursor).matches())
        .ifPresent(
            cursor -> {
              throw Fault.invalid("no log has said the cursor '" + cursor + "'; begin without one");
            });
    Reply reply =
        remote.ask(deadline, "follow", Specs.uid(uid), Integer.toString(most), after.orElse("-"));
    String next =
        reply.one("next").orElseThrow(() -> Fault.internal("the log of " + uid + " has no place"));
    return new LogPart(reply.all("log"), next, reply.one("gap").isPresent());
  }

  @Override
  public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
    return List.of(
        new Trial<>(trial("one", "1000"), trial("one", "1001")),
        new Trial<>(trial("two", "1002"), trial("two", "1003")));
  }

  private static WorkloadSpec trial(String name, String seconds) {
    return new WorkloadSpec(
        name,
        Specs.RUNTIME,
        List.of(new WorkloadSpec.Artifact("hansa.txt", Trial.ARTIFACT, false)),
        List.of("sh", "-c", "cat hansa.txt; exec sleep " + seconds),
        Map.of(),
        Map.of(),
        Optional.of(new BigDecimal("0.1")),
        Optional.of(64L << 20),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(1)));
  }
}
