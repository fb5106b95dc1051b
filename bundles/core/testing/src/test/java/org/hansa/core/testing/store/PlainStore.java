package org.hansa.core.testing.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.testing.Snapshots;

/** The plainest store, in memory and shared by all its nodes, right but for a defect. */
final class PlainStore implements Store {

  static final int RETAINED = 200;

  /** The revision of a snapshot of nothing. */
  private static final long FIRST = Snapshots.empty(Instant.EPOCH).revision();

  private final Defect defect;
  private final PlainLeases leases;
  private final PlainCatalogue catalogue;
  private final List<List<Changed>> log = new ArrayList<>();
  private final List<Consumer<List<Changed>>> sinks = new ArrayList<>();
  private final List<Numbered> entries = new ArrayList<>();
  private final Map<Ref, byte[]> sealed = new HashMap<>();
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final NavigableMap<Long, Snapshot> states = new TreeMap<>();
  private volatile Snapshot state = Snapshots.empty(Instant.EPOCH);
  private volatile Snapshot former = state;
  private final Store elsewhere;
  private long compacted = FIRST;

  PlainStore(Defect defect) {
    this.defect = defect;
    this.elsewhere = another();
    this.leases = new PlainLeases(defect);
    this.catalogue = new PlainCatalogue(defect);
  }

  private boolean has(Defect one) {
    return defect == one;
  }

  PlainStore reopened() {
    if (has(Defect.LOG_NOT_KEPT)) {
      compacted = state.revision();
    }
    return has(Defect.NOT_KEPT) ? new PlainStore(defect) : this;
  }

  @Override
  public String installation() {
    return "plain";
  }

  @Override
  public Leases leases() {
    return leases;
  }

  /** Another node's view: the same, but for what only another node has wrong. */
  Store elsewhere() {
    return elsewhere;
  }

  private Store another() {
    return switch (defect) {
      case GAP_UNSAID_ELSEWHERE -> watchingFrom(from -> Math.max(from, compacted));
      case GAP_AFTER_LIST_ELSEWHERE -> watchingFrom(this::pastTheGap);
      default -> this;
    };
  }

  private Store watchingFrom(LongUnaryOperator from) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("watch")) {
                arguments[0] = from.applyAsLong((long) arguments[0]);
              }
              try {
                return method.invoke(this, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** As if a compaction emptied what is kept of the newest commits, and nobody saw that. */
  private synchronized long pastTheGap(long from) {
    return compacted > FIRST && from > state.revision() - RETAINED ? state.revision() : from;
  }

  @Override
  public Snapshot snapshot() {
    if (has(Defect.LISTED_WITHOUT_OLD)) {
      return withoutOld();
    }
    return has(Defect.SEEN_LATE) ? former : shown(state);
  }

  /** As if a compaction dropped what nothing took the place of. */
  private synchronized Snapshot withoutOld() {
    List<Ref> old =
        state.list("Thing").filter(r -> r.revision() < compacted).map(Resource::ref).toList();
    return claiming(state.with(List.of(), old), state.revision());
  }

  private Snapshot shown(Snapshot now) {
    return has(Defect.LIVE_SNAPSHOT)
        ? (Snapshot)
            Proxy.newProxyInstance(
                Snapshot.class.getClassLoader(),
                new Class<?>[] {Snapshot.class},
                (proxy, method, arguments) -> method.invoke(state, arguments))
        : now;
  }

  @Override
  public synchronized Snapshot snapshotAt(long revision) {
    boolean future = revision > state.revision() && !has(Defect.PAST_OF_THE_FUTURE);
    if (future || revision < FIRST) {
      throw Problem.invalid("revision", revision, "there", "Ask for less.");
    }
    long oldest = compacted + (has(Defect.PAST_OLDEST_TOO_NEW) ? 1 : 0);
    if (revision < oldest && !has(Defect.PAST_GAP_UNSAID)) {
      throw new Problem(
          Problem.Reason.EXHAUSTED, "the oldest is " + compacted, "Ask for a later one.");
    }
    Snapshot then = states.floorEntry(revision).getValue();
    if (has(Defect.PAST_WITHOUT_DELETED)) {
      List<Ref> gone =
          then.list("Thing").map(Resource::ref).filter(r -> state.get(r).isEmpty()).toList();
      return claiming(then.with(List.of(), gone), revision);
    }
    return has(Defect.PAST_IS_NOW) ? claiming(state, revision) : then;
  }

  private static Snapshot claiming(Snapshot state, long revision) {
    return (Snapshot)
        Proxy.newProxyInstance(
            Snapshot.class.getClassLoader(),
            new Class<?>[] {Snapshot.class},
            (proxy, method, arguments) ->
                method.getName().equals("revision") ? revision : method.invoke(state, arguments));
  }

  @Override
  public Snapshot transact(Function<Snapshot, Transaction> decide) {
    synchronized (this) {
      boolean stale = has(Defect.LOST_UPDATE) && state.revision() % 5 == 0;
      Transaction wanted = decide.apply(stale ? former : state);
      leases.check(wanted.fences());
      if (wanted.isEmpty()) {
        return shown(state);
      }
      boolean contradiction =
          wanted.puts().stream().anyMatch(p -> wanted.removes().contains(p.ref()));
      if (contradiction) {
        if (has(Defect.REFUSED_IN_PART)) {
          commit(wanted.puts(), List.of());
        }
        throw new Problem(Problem.Reason.INTERNAL, "it contradicts itself", "Report this.");
      }
      catalogue.check(wanted.catalogue());
      keep(wanted);
      catalogue.write(wanted.catalogue(), state.revision() + 1);
      commit(seen(wanted), wanted.removes());
      return shown(state);
    }
  }

  private List<Resource> seen(Transaction wanted) {
    List<Resource> seen = new ArrayList<>(wanted.puts());
    if (has(Defect.FILED_IN_SNAPSHOT)) {
      wanted.catalogue().forEach(filing -> filing.next().ifPresent(seen::add));
    }
    return seen;
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  private void keep(Transaction wanted) {
    wanted.entries().stream()
        .filter(e -> !has(Defect.ENTRY_LOST) || entries.size() % 10 != 9)
        .forEach(e -> entries.add(new Numbered(entries.size() + 1, e)));
    if (!has(Defect.SECRET_OUTLIVES)) {
      wanted.removes().forEach(sealed::remove);
    }
    wanted
        .sealed()
        .forEach((ref, v) -> v.ifPresentOrElse(x -> sealed.put(ref, x), () -> sealed.remove(ref)));
  }

  private void commit(List<Resource> puts, List<Ref> removes) {
    Snapshot before = state;
    boolean half = has(Defect.SEEN_IN_PARTS) && before.revision() % 2 == 1;
    Snapshot after = before.with(half ? puts.subList(0, puts.size() / 2) : puts, removes);
    List<Changed> changes = new ArrayList<>();
    removes.stream()
        .flatMap(ref -> before.get(ref).stream())
        .forEach(r -> changes.add(new Changed(after.revision(), Changed.Op.DELETED, r)));
    for (Resource put : puts) {
      boolean fresh = before.get(put.ref()).isEmpty() && !has(Defect.ALWAYS_UPDATED);
      changes.add(
          new Changed(
              after.revision(),
              fresh ? Changed.Op.CREATED : Changed.Op.UPDATED,
              after.get(put.ref()).orElse(put)));
    }
    states.put(after.revision(), after);
    log.add(changes);
    former = before;
    state = after;
    if (has(Defect.REVISION_LEFT_OUT) && after.revision() % 50 == 0) {
      state = after.with(List.of(), List.of());
      log.add(List.of());
    }
    compacted = Math.max(compacted, state.revision() - 2 * RETAINED);
    sinks.forEach(sink -> tell(sink, changes));
  }

  private void tell(Consumer<List<Changed>> sink, List<Changed> changes) {
    boolean every = !changes.isEmpty() && changes.get(0).revision() % 13 == 0;
    if (changes.isEmpty() || (every && has(Defect.WATCH_GAP))) {
      return;
    }
    if (has(Defect.COMMIT_SPLIT)) {
      changes.forEach(change -> sink.accept(List.of(change)));
    } else {
      sink.accept(changes);
    }
    if (every && has(Defect.WATCH_REPEAT)) {
      sink.accept(changes);
    }
  }

  private void check(long from) {
    boolean gone = from < compacted && !has(Defect.GAP_UNSAID);
    boolean future = from > state.revision() && !has(Defect.FUTURE_FOLLOWED);
    if (gone || future) {
      throw new Problem(Problem.Reason.EXHAUSTED, "the oldest is " + compacted, "List.");
    }
  }

  @Override
  public synchronized AutoCloseable watch(long from, Consumer<List<Changed>> sink) {
    check(from);
    after(has(Defect.GAP_AFTER_LIST) ? pastTheGap(from) : from)
        .forEach(changes -> tell(sink, changes));
    sinks.add(sink);
    return () -> close(sink);
  }

  private synchronized void close(Consumer<List<Changed>> sink) {
    sinks.remove(sink);
  }

  @Override
  public synchronized List<Changed> changes(long after, int limit) {
    check(after);
    List<Changed> page = new ArrayList<>();
    for (List<Changed> changes : after(after)) {
      if (page.size() < limit) {
        page.addAll(changes);
      }
    }
    return page;
  }

  private List<List<Changed>> after(long revision) {
    return log.subList((int) Math.min(log.size(), revision - FIRST), log.size());
  }

  @Override
  public synchronized Page entries(Query query) {
    List<Numbered> found = new ArrayList<>();
    int size = entries.size();
    for (int i = 0; i < size; i++) {
      Numbered next = entries.get(query.newestFirst() ? size - 1 - i : i);
      boolean later =
          query.after() == 0
              || (query.newestFirst()
                  ? next.number() < query.after()
                  : next.number() > query.after());
      if (later && fits(next, query)) {
        if (found.size() == query.limit()) {
          return new Page(found, Optional.of(found.get(found.size() - 1).number()));
        }
        found.add(next);
      }
    }
    return new Page(found, Optional.empty());
  }

  private boolean fits(Numbered next, Query query) {
    Optional<Ref> about = has(Defect.SUBJECT_IGNORED) ? Optional.empty() : query.subject();
    return next.entry().stream().equals(query.stream())
        && (!has(Defect.STREAM_ENDS_EARLY) || next.number() < 10_000)
        && about.map(ref -> isAbout(next.entry(), ref)).orElse(true)
        && query.uid().map(next.entry()::isAbout).orElse(true)
        && query.from().map(from -> !next.entry().at().isBefore(from)).orElse(true)
        && query.until().map(next.entry().at()::isBefore).orElse(true);
  }

  private boolean isAbout(org.hansa.core.api.store.Entry entry, Ref ref) {
    return has(Defect.FIRST_SUBJECT_ONLY)
        ? entry.subject().filter(ref::equals).isPresent()
        : entry.isAbout(ref);
  }

  @Override
  public synchronized Optional<byte[]> sealed(Ref secret) {
    return Optional.ofNullable(sealed.get(secret));
  }

  @Override
  public synchronized String put(InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    String digest = "sha256:%064x".formatted(ByteBuffer.wrap(bytes).hashCode());
    blobs.put(digest, bytes);
    return digest;
  }

  @Override
  public synchronized boolean has(String digest) {
    if (!digest.startsWith("sha256:")) {
      throw Problem.invalid("digest", digest, "sha256:...", "Use what put answered.");
    }
    return blobs.containsKey(digest) || has(Defect.ANY_BLOB);
  }

  @Override
  public synchronized InputStream open(String digest) {
    if (!blobs.containsKey(digest)) {
      throw new Problem(Problem.Reason.NOT_FOUND, "there is no " + digest, "Put it first.");
    }
    return new ByteArrayInputStream(blobs.get(digest));
  }
}
