package org.hansa.core.extensions;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extension.Node;
import org.hansa.core.api.Extension.State;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
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

  static final Principal ITSELF =
      new Principal("system:extensions", Principal.SYSTEM_TENANT, java.util.Set.of());

  /** What could not be read or written is tried again. */
  private static final long RETRY_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private final Store store;
  private final Gate gate;
  private final House house;
  private final String node;
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
    this.gate = gate;
    this.house = house;
    this.node = node;
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
    Map<String, Resource> wanted = new HashMap<>();
    store.snapshot().list(Extension.KIND).forEach(e -> wanted.put(e.ref().name(), e));
    try {
      drop(wanted);
      for (Resource extension : wanted.values()) {
        attend(extension);
      }
    } catch (Problem e) {
      LOG.warn("extensions are not as they are to be: {}", e.line());
      again();
    } catch (IOException | BundleException e) {
      LOG.warn("extensions are not as they are to be", e);
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
    List<Bundle> there = house.of(name);
    Optional<Bundle> current =
        there.stream().filter(b -> b.getLocation().equals(place)).findFirst();
    if (current.filter(b -> b.getState() == Bundle.ACTIVE).isPresent()) {
      List<Bundle> others = there.stream().filter(b -> !b.equals(current.get())).toList();
      if (!others.isEmpty()) {
        house.remove(others);
      }
      say(extension.ref(), archive(spec.digest()), active(extension, List.of()));
      return;
    }
    boolean hopeless = Optional.of(extension.generation()).equals(failed(extension));
    if (!hopeless) {
      Archive archive = archive(spec.digest());
      say(extension.ref(), archive, install(extension, place, archive, there));
    }
  }

  /** What has failed is not tried again by this process, until its spec changes. */
  private Optional<Long> failed(Resource extension) {
    return Optional.ofNullable(failed.get(extension.uid()));
  }

  private Node install(Resource extension, String place, Archive archive, List<Bundle> there) {
    Extension.Spec spec = extension.spec().as(Extension.Spec.class);
    Optional<String> running =
        there.stream()
            .filter(b -> b.getState() == Bundle.ACTIVE)
            .map(House::digest)
            .reduce((one, other) -> other);
    List<String> troubles = Admission.troubles(house, archive, there, spec.force().orElse(false));
    if (!troubles.isEmpty()) {
      return bad(extension, State.REFUSED, running, String.join("; ", troubles));
    }
    List<String> refreshed = house.refreshed(there).stream().map(House::named).toList();
    try {
      replace(place, archive, there);
      LOG.info("extension {} {} runs", archive.name(), archive.version());
      return active(extension, refreshed);
    } catch (BundleException | IOException e) {
      LOG.warn("extension {} {} does not start", archive.name(), archive.version(), e);
      return bad(extension, State.FAILED, running, why(e));
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
      house.install(place, archive);
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
      house.install(place, archive);
      done = true;
    } finally {
      if (!done) {
        house.install(places.get(0), former.get(0));
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

  /** Writes it if it is news; what other nodes have said meanwhile stays. */
  private void say(Ref ref, Archive archive, Node said) {
    store.transact(
        now -> {
          Optional<Resource> found = now.get(ref).filter(e -> !e.isDeleting());
          return found
              .map(e -> changes(e, archive, said, now.now()))
              .filter(changes -> !changes.isEmpty())
              .map(changes -> gate.decide(now, request(ref, changes)))
              .orElse(Transaction.NOTHING);
        });
  }

  private static Request request(Ref ref, List<Change> changes) {
    return Request.of(ITSELF, "extensions", ref.toString(), changes);
  }

  private List<Change> changes(
      Resource extension, Archive archive, Node said, java.time.Instant now) {
    Extension.Status before = extension.status().as(Extension.Status.class);
    Map<String, Node> nodes = new HashMap<>(before.nodes());
    Optional<Node> last = Optional.ofNullable(nodes.put(node, said));
    if (last.filter(l -> same(l, said)).isPresent()) {
      nodes.put(node, last.get()); // what was refreshed for it stays said
    }
    boolean runs = said.state() == State.ACTIVE || before.version().isEmpty();
    Optional<Extension.Former> former =
        last.flatMap(Node::digest)
            .filter(digest -> runs && !said.digest().equals(Optional.of(digest)))
            .map(digest -> new Extension.Former(digest, before.version().orElse("")));
    Doc status =
        extension
            .status()
            .with(
                new Extension.Status(
                    runs ? Optional.of(archive.name()) : before.bundle(),
                    runs ? Optional.of(archive.version()) : before.version(),
                    runs ? archive.signer() : before.signer(),
                    former.or(before::former),
                    nodes));
    Optional<Map.Entry<String, Node>> bad =
        nodes.entrySet().stream().filter(n -> n.getValue().state() != State.ACTIVE).findFirst();
    Condition next =
        bad.map(
                n ->
                    Condition.no(
                        Condition.READY,
                        n.getValue().state().name(),
                        n.getKey() + ": " + n.getValue().text().orElse(""),
                        now))
            .orElseGet(
                () ->
                    Condition.yes(
                        Condition.READY,
                        "Active",
                        archive.name() + " " + archive.version() + " runs.",
                        now));
    Condition ready = extension.condition(Condition.READY).map(next::after).orElse(next);
    boolean same =
        status.equals(extension.status())
            && extension.condition(Condition.READY).equals(Optional.of(ready));
    return same ? List.of() : List.of(new Change.Status(extension.ref(), status, List.of(ready)));
  }

  private static boolean same(Node one, Node other) {
    return one.state() == other.state()
        && one.generation() == other.generation()
        && one.digest().equals(other.digest());
  }
}
