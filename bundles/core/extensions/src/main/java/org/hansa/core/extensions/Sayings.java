package org.hansa.core.extensions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extension.Node;
import org.hansa.core.api.Extension.State;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/** What this node says in the status of extensions, beside what others say. Thread-safe. */
final class Sayings {

  static final Principal ITSELF =
      new Principal("system:extensions", Principal.SYSTEM_TENANT, Set.of());

  private final Store store;
  private final Gate gate;
  private final String node;

  /**
   * @param node this node's name
   */
  Sayings(Store store, Gate gate, String node) {
    this.store = store;
    this.gate = gate;
    this.node = node;
  }

  /** True if this is what it has said last. */
  boolean isSaid(Resource extension, Node now) {
    return Optional.ofNullable(extension.status().as(Extension.Status.class).nodes().get(node))
        .filter(last -> same(last, now))
        .isPresent();
  }

  /** Writes it if it is news; what other nodes have said meanwhile stays. */
  void say(Ref ref, Optional<Archive> archive, Node said) {
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
      Resource extension, Optional<Archive> read, Node said, java.time.Instant now) {
    Extension.Status before = extension.status().as(Extension.Status.class);
    Map<String, Node> nodes = new HashMap<>(before.nodes());
    Optional<Node> last = Optional.ofNullable(nodes.put(node, said));
    if (last.filter(l -> same(l, said)).isPresent()) {
      nodes.put(node, last.get()); // what was refreshed for it stays said
    }
    Optional<Archive> shown =
        read.filter(a -> said.state() == State.ACTIVE || before.version().isEmpty());
    // Who comes after others have changed was left behind: what it had is no news.
    boolean first =
        before.nodes().values().stream().map(Node::digest).noneMatch(said.digest()::equals);
    Optional<Extension.Former> former =
        last.flatMap(Node::digest)
            .filter(digest -> shown.isPresent() && first)
            .map(digest -> new Extension.Former(digest, before.version().orElse("")));
    Doc status =
        extension
            .status()
            .with(
                new Extension.Status(
                    shown.map(Archive::name).or(before::bundle),
                    shown.map(Archive::version).or(before::version),
                    shown.isPresent()
                        ? shown.flatMap(Archive::signer).map(Signer::text)
                        : before.signer(),
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
                        read.map(a -> a.name() + " " + a.version()).orElse("It") + " runs.",
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
