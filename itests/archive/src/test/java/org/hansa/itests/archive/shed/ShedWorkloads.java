package org.hansa.itests.archive.shed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.itests.archive.shed.ShedDriver.Trouble;

/** A file each, named by its uid: what it was made of, by whom and when. */
public final class ShedWorkloads implements WorkloadFacet {

  static final String RUNTIME = "process";

  private static final int MOST = 10_000;
  private static final int LAST_PORT = 65_535;

  private final Path folder;
  private final Trouble trouble;

  ShedWorkloads(Path folder, Trouble trouble) {
    this.folder = folder;
    this.trouble = trouble;
  }

  private void reach(Deadline deadline) {
    if (trouble == Trouble.SILENT) {
      ShedDriver.forever();
    }
    if (trouble == Trouble.FAINTS) {
      throw new StackOverflowError("in the shed");
    }
    if (deadline.passed()) {
      throw new DriverException(Reason.UNAVAILABLE, "no time is left");
    }
  }

  @Override
  public Duration settle() {
    return Duration.ofMillis(200);
  }

  @Override
  public Observed<WorkloadState> observe(String uid, Deadline deadline) {
    reach(deadline);
    return read(uid).map(Observed::settled).orElseGet(Observed::absent);
  }

  @Override
  public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
    check(spec);
    reach(deadline);
    if (read(uid).filter(made -> made.digest().equals(digest(spec))).isEmpty()) {
      write(uid, spec);
    }
    return observe(uid, deadline);
  }

  @Override
  public Observed<WorkloadState> remove(String uid, Deadline deadline) {
    reach(deadline);
    try {
      Files.deleteIfExists(folder.resolve(uid));
    } catch (IOException e) {
      throw away(e);
    }
    return Observed.absent();
  }

  @Override
  public WorkloadState expect(WorkloadSpec spec) {
    check(spec);
    return state(digest(spec), limits(spec), Optional.empty(), Optional.empty());
  }

  @Override
  public Page<WorkloadState> list(Optional<String> cursor, int most, Deadline deadline) {
    reach(deadline);
    if (!Files.isDirectory(folder)) {
      return Page.of(List.of(), cursor, most);
    }
    List<Page.Item<WorkloadState>> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String uid = file.getFileName().toString();
        read(uid).ifPresent(state -> all.add(new Page.Item<>(uid, state)));
      }
    } catch (IOException e) {
      throw away(e);
    }
    return Page.of(all, cursor, most);
  }

  @Override
  public List<String> logs(String uid, int most, Deadline deadline) {
    if (most < 1 || most > MOST) {
      throw DriverException.invalid("1 to 10,000 lines");
    }
    reach(deadline);
    WorkloadState state =
        read(uid).orElseThrow(() -> new DriverException(Reason.NOT_FOUND, "no " + uid));
    return List.of("made of " + state.digest());
  }

  @Override
  public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
    return List.of(
        new Trial<>(trial("one", "a"), trial("one", "b")),
        new Trial<>(trial("two", "c"), trial("two", "d")));
  }

  private static WorkloadSpec trial(String name, String word) {
    return new WorkloadSpec(
        name,
        RUNTIME,
        List.of(),
        List.of("stand", word),
        Map.of(),
        Map.of(),
        Optional.of(BigDecimal.ONE),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void check(WorkloadSpec spec) {
    boolean right =
        spec.runtime().equals(RUNTIME)
            && !spec.command().isEmpty()
            && spec.image().isEmpty()
            && spec.artifacts().isEmpty()
            && spec.ports().values().stream().allMatch(p -> p > 0 && p <= LAST_PORT)
            && spec.cpu().filter(c -> c.signum() <= 0).isEmpty()
            && spec.memory().filter(m -> m <= 0).isEmpty()
            && spec.grace().filter(Duration::isNegative).isEmpty()
            && spec.ready().filter(r -> !spec.ports().containsKey(r.port())).isEmpty();
    if (!right) {
      throw DriverException.invalid("it cannot stand in a shed");
    }
  }

  private static String digest(WorkloadSpec spec) {
    String text = spec.command() + " " + new TreeMap<>(spec.env()) + " " + spec.cpu();
    return Integer.toHexString(text.hashCode());
  }

  private static Map<String, String> limits(WorkloadSpec spec) {
    Map<String, String> limits = new TreeMap<>();
    spec.cpu().ifPresent(c -> limits.put("cpu", "not enforced: it only stands there"));
    spec.memory().ifPresent(m -> limits.put("memory", "not enforced: it only stands there"));
    return limits;
  }

  private static WorkloadState state(
      String digest, Map<String, String> limits, Optional<String> id, Optional<Instant> since) {
    return new WorkloadState(
        WorkloadState.Phase.RUNNING, digest, true, id, since, Optional.empty(), limits);
  }

  private void write(String uid, WorkloadSpec spec) {
    Properties thing = new Properties();
    limits(spec).forEach((limit, said) -> thing.setProperty("limit." + limit, said));
    thing.setProperty("digest", digest(spec));
    thing.setProperty("name", spec.name());
    thing.setProperty("since", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    try {
      Files.createDirectories(folder);
      Path half = Files.createTempFile(folder.getParent(), "half", "");
      try (OutputStream out = Files.newOutputStream(half)) {
        thing.store(out, null);
      }
      Files.move(half, folder.resolve(uid), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw away(e);
    }
  }

  private Optional<WorkloadState> read(String uid) {
    Properties thing = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve(uid))) {
      thing.load(in);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw away(e);
    }
    Map<String, String> limits = new TreeMap<>();
    thing.stringPropertyNames().stream()
        .filter(key -> key.startsWith("limit."))
        .forEach(key -> limits.put(key.substring("limit.".length()), thing.getProperty(key)));
    return Optional.of(
        state(
            thing.getProperty("digest"),
            limits,
            Optional.of(uid),
            Optional.of(Instant.parse(thing.getProperty("since")))));
  }

  private static DriverException away(IOException e) {
    return new DriverException(Reason.UNAVAILABLE, "the shed cannot be entered: " + e, e);
  }
}
