package org.hansa.core.extensions;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extension.Node;
import org.hansa.core.api.Extension.State;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this node run what the store's extensions say, and says in their status how it went. A new
 * archive is started beside the old one, which goes only then: so nothing is missing in between,
 * and if the new one does not start, the old one has never stopped. Thread-safe.
 */
final class Keeper {

  /** What could not be read or written is tried again. */
  private static final long RETRY_SECONDS = 10;

  /** What is wrong with an archive that no second try mends. */
  private static final Set<Problem.Reason> USELESS =
      Set.of(Problem.Reason.NOT_FOUND, Problem.Reason.INVALID, Problem.Reason.TOO_LARGE);

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private final Store store;
  private final House house;
  private final Sayings sayings;
  private final ScheduledExecutorService executor;
  private final AtomicBoolean waiting = new AtomicBoolean();

  /** By uid, the generation that could not be installed. */
  private final Map<String, Long> failed = new ConcurrentHashMap<>();

  /**
   * @param node this node's name
   * @param executor one thread of its own
   */
  Keeper(Store store, Gate gate, House house, String node, ScheduledExecutorService executor) {
    this.store = store;
    this.house = house;
    this.sayings = new Sayings(store, gate, node);
    this.executor = executor;
  }

  /** A sink of the store's changes; quick. */
  void changed(List<Changed> changes) {
    if (changes.stream().anyMatch(c -> c.resource().ref().kind().equals(Extension.KIND))) {
      lookAtAll();
    }
  }

  /** However often it is called, at most one look waits. */
  void lookAtAll() {
    if (!executor.isShutdown() && waiting.compareAndSet(false, true)) {
      executor.execute(this::look);
    }
  }

  private void look() {
    waiting.set(false);
    // The same order on each node, and after each start: of two that are rivals the elder is first.
    Map<String, Resource> wanted = new LinkedHashMap<>();
    store
        .snapshot()
        .list(Extension.KIND, Tenant.SYSTEM)
        .sorted(Comparator.comparing(Resource::created))
        .forEach(e -> wanted.put(e.ref().name(), e));
    attempt("those that are gone", () -> drop(wanted));
    wanted.forEach((name, extension) -> attempt(name, () -> attend(extension)));
  }

  private interface Work {
    void run() throws IOException, BundleException;
  }

  /** What is in the way of one is not in the way of the others. */
  private void attempt(String extension, Work work) {
    try {
      work.run();
    } catch (Problem e) {
      LOG.warn("extension {} is not as it is to be: {}", extension, e.line());
      again();
    } catch (IOException | BundleException | IllegalStateException e) {
      LOG.warn("extension {} is not as it is to be", extension, e);
      again();
    }
  }

  private void again() {
    if (!executor.isShutdown()) {
      var unused = executor.schedule(this::lookAtAll, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void drop(Map<String, Resource> wanted) throws BundleException {
    List<Bundle> gone =
        house.all().stream()
            .filter(b -> !wanted.containsKey(House.extension(b).orElseThrow()))
            .toList();
    if (!gone.isEmpty()) {
      house.remove(gone);
      gone.forEach(b -> LOG.info("extension {} is gone", House.named(b)));
    }
  }

  private void attend(Resource extension) throws IOException, BundleException {
    Extension.Spec spec = extension.spec().as(Extension.Spec.class);
    String name = extension.ref().name();
    String place = House.place(name, spec.digest());
    if (Optional.of(extension.generation()).equals(failed(extension))) {
      return;
    }
    List<Bundle> there = house.of(name);
    Optional<Bundle> current =
        there.stream().filter(b -> b.getLocation().equals(place)).findFirst();
    if (current.filter(b -> b.getState() == Bundle.ACTIVE).isPresent()) {
      List<Bundle> others = there.stream().filter(b -> !b.equals(current.get())).toList();
      if (!others.isEmpty()) {
        house.remove(others);
      }
      Node active = active(extension, List.of());
      if (!sayings.isSaid(extension, active)) {
        sayings.say(extension.ref(), Optional.of(archive(spec.digest())), active);
      }
      return;
    }
    Archive archive;
    try {
      archive = archive(spec.digest());
    } catch (Problem e) {
      if (!USELESS.contains(e.reason())) {
        throw e;
      }
      Node bad = bad(extension, State.FAILED, running(name), e.line());
      sayings.say(extension.ref(), Optional.empty(), bad);
      return;
    }
    sayings.say(extension.ref(), Optional.of(archive), install(extension, place, archive, there));
  }

  private Optional<String> running(String name) {
    return house.of(name).stream()
        .filter(b -> b.getState() == Bundle.ACTIVE)
        .map(House::digest)
        .reduce((one, other) -> other);
  }

  /** What has failed is not tried again by this process, until its spec changes. */
  private Optional<Long> failed(Resource extension) {
    return Optional.ofNullable(failed.get(extension.uid()));
  }

  private Node install(Resource extension, String place, Archive archive, List<Bundle> there) {
    Extension.Spec spec = extension.spec().as(Extension.Spec.class);
    String name = extension.ref().name();
    Extension.Status status = extension.status().as(Extension.Status.class);
    // What ran here before was let in then, whoever has signed it.
    boolean back = status.former().filter(f -> f.digest().equals(spec.digest())).isPresent();
    Optional<String> signer = back ? Optional.empty() : status.signer();
    List<String> troubles =
        Admission.troubles(house, archive, there, signer, spec.force().orElse(false));
    if (!troubles.isEmpty()) {
      return bad(extension, State.REFUSED, running(name), String.join("; ", troubles));
    }
    List<String> refreshed = house.refreshed(there).stream().map(House::named).toList();
    try {
      replace(place, archive, there);
      LOG.info("extension {} {} runs", archive.name(), archive.version());
      return active(extension, refreshed);
    } catch (BundleException | IOException e) {
      LOG.warn("extension {} {} does not start", archive.name(), archive.version(), e);
      return bad(extension, State.FAILED, running(name), why(e));
    }
  }

  private Node bad(Resource extension, State state, Optional<String> running, String why) {
    failed.put(extension.uid(), extension.generation());
    return new Node(state, extension.generation(), running, List.of(), Optional.of(why));
  }

  private static Node active(Resource extension, List<String> refreshed) {
    String digest = extension.spec().as(Extension.Spec.class).digest();
    return new Node(
        State.ACTIVE, extension.generation(), Optional.of(digest), refreshed, Optional.empty());
  }

  /** Two of one name and version cannot be at once: then the former one goes first. */
  private void replace(String place, Archive archive, List<Bundle> there)
      throws BundleException, IOException {
    List<Bundle> alike =
        there.stream()
            .filter(b -> House.named(b).equals(archive.name() + " " + archive.version()))
            .toList();
    if (alike.isEmpty()) {
      house.install(place, archive, !there.isEmpty());
      house.remove(there);
      return;
    }
    List<String> places = alike.stream().map(Bundle::getLocation).toList();
    List<Archive> former = new ArrayList<>();
    for (Bundle bundle : alike) {
      former.add(archive(House.digest(bundle)));
    }
    house.remove(alike);
    boolean done = false;
    try {
      house.install(place, archive, true);
      done = true;
    } finally {
      if (!done) {
        house.install(places.get(0), former.get(0), false);
      }
    }
    house.remove(there.stream().filter(b -> !alike.contains(b)).toList());
  }

  private static String why(Exception e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = root == e ? e.getMessage() : e.getMessage() + ": " + root;
    return text.length() > 1000 ? text.substring(0, 1000) : text;
  }

  private Archive archive(String digest) throws IOException {
    try (InputStream in = store.open(digest)) {
      return Archive.read(in);
    }
  }
}
